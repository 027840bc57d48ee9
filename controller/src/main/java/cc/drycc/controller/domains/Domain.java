package cc.drycc.controller.domains;

import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.util.UUID;

/**
 * A name an app answers to.
 *
 * @param app the app's uuid
 * @param owner who added it; empty when the account is gone
 * @param name as {@link Hostname} writes it
 * @param type the process type it leads to
 * @param created when it was added
 * @param updated the same
 */
public record Domain(UUID app, String owner, Hostname name, ProcessType type, Instant created, Instant updated) {}

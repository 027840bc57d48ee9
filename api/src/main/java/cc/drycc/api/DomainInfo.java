package cc.drycc.api;

import java.time.Instant;

/**
 * A name an app answers to.
 *
 * @param app whose it is
 * @param owner who added it
 * @param domain the name, in ASCII; {@code *.} before it stands for any one label
 * @param ptype the process type it leads to
 * @param created when it was added
 * @param updated the same
 */
public record DomainInfo(String app, String owner, String domain, String ptype, Instant created, Instant updated) {

    public DomainInfo {
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }
}

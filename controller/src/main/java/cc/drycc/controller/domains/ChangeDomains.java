package cc.drycc.controller.domains;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.engine.ProcessType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Adds domains to apps and removes them; the edge knows before the answer goes out. */
public final class ChangeDomains {

    private static final String FIELD = "domain";

    private final DomainTable domains;
    private final Publishing publishing;
    private final AppLog log;
    private final String platform;

    /** @param platform the platform's own domain, whose names are given to apps by their own names */
    public ChangeDomains(DomainTable domains, Publishing publishing, AppLog log, String platform) {
        this.domains = domains;
        this.publishing = publishing;
        this.log = log;
        this.platform = platform.toLowerCase(Locale.ROOT);
    }

    /**
     * Adds one.
     *
     * @throws Problem.InvalidField when it is no name, the platform's own, or taken
     */
    Domain add(App app, User user, @Nullable String written, ProcessType type) {
        var name = hostname(written);
        if (name.isWithin(platform)) {
            throw new Problem.InvalidField(
                    FIELD,
                    "Names within %s belong to the platform; the app has %s.%s already."
                            .formatted(platform, app.name(), platform));
        }
        var added = domains.add(app, user, name, type)
                // the second text is the one the reference's client knows
                .orElseThrow(() -> new Problem.InvalidField(
                        FIELD,
                        "The domain %s is already in use by another app".formatted(name),
                        "Domain is already in use by another application"));
        log.say(app.uuid(), "api", "%s added domain %s".formatted(user.username(), name));
        publishing.refresh(app);
        return added;
    }

    /** Removes one. @throws Problem.NotFound when the app has none of that name */
    void remove(App app, User user, String written) {
        var name = hostname(written);
        if (!domains.remove(app, name)) {
            throw new Problem.NotFound("No Domain matches the given query.");
        }
        log.say(app.uuid(), "api", "%s removed domain %s".formatted(user.username(), name));
        publishing.refresh(app);
    }

    private static Hostname hostname(@Nullable String written) {
        if (written == null) {
            throw new Problem.InvalidField(FIELD, "This field is required.");
        }
        if (written.isBlank()) {
            throw new Problem.InvalidField(FIELD, "This field may not be blank.");
        }
        try {
            return Hostname.of(written);
        } catch (IllegalArgumentException e) {
            throw new Problem.InvalidField(FIELD, String.valueOf(e.getMessage()));
        }
    }
}

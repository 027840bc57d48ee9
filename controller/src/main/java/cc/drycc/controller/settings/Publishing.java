package cc.drycc.controller.settings;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.domains.DomainTable;
import cc.drycc.controller.reconcile.Routes;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the edge in line with what the rows say about an app: by which names, routed or not, and for whom. Whoever changed a row calls; the
 * rows are read inside, one call after the other, so the last call always leaves what holds now.
 */
public final class Publishing {

    private final Apps apps;
    private final SettingsTable settings;
    private final DomainTable domains;
    private final Routes routes;

    public Publishing(Apps apps, SettingsTable settings, DomainTable domains, Routes routes) {
        this.apps = apps;
        this.settings = settings;
        this.domains = domains;
        this.routes = routes;
    }

    /** Makes the app's hosts lead to its web pods, or nowhere; also right for an app that is gone. Idempotent. */
    public synchronized void refresh(App app) {
        var now = apps.find(app.uuid());
        if (now.isEmpty()) {
            routes.withdraw(app.name());
            return;
        }
        var wanted = settings.of(now.get());
        if (wanted.routable()) {
            routes.publish(app.name(), names(now.get()), wanted.allowlist());
        } else {
            routes.hide(app.name());
        }
    }

    private Set<String> names(App app) {
        return domains.of(app).stream().map(domain -> domain.name().value()).collect(Collectors.toSet());
    }

    /** The same for every live app. */
    public void refreshAll() {
        apps.all().forEach(this::refresh);
    }
}

package cc.drycc.controller.perms;

import cc.drycc.api.CollaboratorInfo;
import cc.drycc.api.CollaboratorListing;
import cc.drycc.api.PermissionChange;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.Collaborator;
import cc.drycc.controller.access.Collaborators;
import cc.drycc.controller.access.Right;
import cc.drycc.controller.accounts.Accounts;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import cc.drycc.controller.web.PageRequest;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v2/apps/APP/perms}: with whom an app is shared. Who may see the app may see the list; only the owner and
 * administrators change it. The reference's form (names alone) and the later client's (names with rights) live side by
 * side.
 */
@RestController
@RequestMapping("/v2/apps/{app}/perms")
public final class PermRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PermRoutes.class);

    private final Collaborators collaborators;
    private final Accounts accounts;
    private final AppLog log;

    public PermRoutes(Collaborators collaborators, Accounts accounts, AppLog log) {
        this.collaborators = collaborators;
        this.accounts = accounts;
        this.log = log;
    }

    @GetMapping
    CollaboratorListing list(@For(Action.VIEW) App app, PageRequest page) {
        var users = collaborators.names(app);
        var results = collaborators.page(app, page.limit(), page.offset()).stream()
                .map(collaborator -> info(app, collaborator))
                .toList();
        var listing = page.listing(users.size(), results);
        return new CollaboratorListing(users, listing.count(), listing.next(), listing.previous(), listing.results());
    }

    /** Shares the app; for who is a collaborator already it replaces their rights. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    void create(@For(Action.OWN) App app, User asking, @Body PermissionChange wanted) {
        var username = wanted.username();
        if (username == null || username.isBlank()) {
            throw new Problem.InvalidField("username", "This field is required.");
        }
        var rights = WantedRights.orAll(wanted.permissions());
        var user = accounts.find(username);
        if (user.id() == app.ownerId()) {
            throw new Problem.InvalidField("username", "They own the app and may do everything. Nothing was changed.");
        }
        collaborators.put(app, user, rights);
        tell(app, asking, "shared the app with %s (%s)".formatted(user.username(), words(rights)));
    }

    @PutMapping("/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void update(@For(Action.OWN) App app, User asking, @PathVariable String username, @Body PermissionChange wanted) {
        var rights = WantedRights.required(wanted.permissions());
        var user = accounts.find(username);
        if (!collaborators.replace(app, user, rights)) {
            throw notShared();
        }
        tell(app, asking, "changed the rights of %s to %s".formatted(user.username(), words(rights)));
    }

    /** From the next request on they are a stranger to the app; streams they read end within a minute. */
    @DeleteMapping("/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@For(Action.OWN) App app, User asking, @PathVariable String username) {
        var user = accounts.find(username);
        if (!collaborators.remove(app, user)) {
            throw notShared();
        }
        tell(app, asking, "stopped sharing the app with %s".formatted(user.username()));
    }

    private void tell(App app, User asking, String what) {
        log.say(app.uuid(), "api", asking.username() + " " + what);
        LOG.info("event=perms-changed app={} user={} what=\"{}\"", app.name(), asking.username(), what);
    }

    private static Problem notShared() {
        return new Problem.NotFound("The app is not shared with that user. Nothing was changed.");
    }

    private static CollaboratorInfo info(App app, Collaborator collaborator) {
        return new CollaboratorInfo(
                app.name().value(),
                collaborator.username(),
                collaborator.rights().stream().sorted().map(Right::word).toList());
    }

    private static String words(Set<Right> rights) {
        return rights.stream().sorted().map(Right::word).collect(Collectors.joining(","));
    }
}

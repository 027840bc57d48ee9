package cc.drycc.controller.apps;

import cc.drycc.api.AppChange;
import cc.drycc.api.AppInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.NewApp;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.reconcile.Teardown;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import cc.drycc.controller.web.PageRequest;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps}: making, listing, giving away and destroying apps. */
@RestController
@RequestMapping("/v2/apps")
public final class AppRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AppRoutes.class);

    private final Apps apps;
    private final CreateApp create;
    private final Users users;
    private final Publishing publishing;
    private final Teardown teardown;
    private final TransferApp transfer;
    private final PublicAddress address;

    public AppRoutes(
            Apps apps,
            CreateApp create,
            Users users,
            Publishing publishing,
            Teardown teardown,
            TransferApp transfer,
            PublicAddress address) {
        this.apps = apps;
        this.create = create;
        this.users = users;
        this.publishing = publishing;
        this.teardown = teardown;
        this.transfer = transfer;
        this.address = address;
    }

    @GetMapping
    Listing<AppInfo> list(User user, PageRequest page) {
        var results = apps.visible(user, page.limit(), page.offset()).stream()
                .map(this::info)
                .toList();
        return page.listing(apps.countVisible(user), results);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AppInfo create(User user, @Body(Body.Need.OPTIONAL) NewApp wanted) {
        var id = wanted.id();
        var app = id == null || id.isEmpty() ? create.unnamed(user) : create.named(id, user);
        publishing.refresh(app);
        LOG.info("event=app-created app={} user={}", app.name(), user.username());
        return info(app);
    }

    @GetMapping("/{app}")
    AppInfo get(@For(Action.VIEW) App app) {
        return info(app);
    }

    /** Gives the app to somebody else. */
    @PostMapping("/{app}")
    AppInfo transfer(@For(Action.OWN) App app, User user, @Body AppChange change) {
        var username = change.owner();
        if (username == null || username.isBlank()) {
            throw new Problem.InvalidField("owner", "This field is required.");
        }
        var owner = users.find(username)
                .filter(User::active)
                .orElseThrow(
                        () -> new Problem.InvalidField("owner", "There is no such user. The app was not changed."));
        transfer.transfer(app, user, owner);
        LOG.info("event=app-transferred app={} user={} to={}", app.name(), user.username(), owner.username());
        return info(apps.find(app.uuid()).orElseThrow(Problem.NotFound::app));
    }

    /** Answers when nothing is left of the app. */
    @DeleteMapping("/{app}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void destroy(@For(Action.OWN) App app, User user) throws InterruptedException {
        LOG.info("event=app-destroying app={} user={}", app.name(), user.username());
        teardown.destroy(app);
    }

    private AppInfo info(App app) {
        var structure = new TreeMap<String, Integer>();
        app.structure().forEach((type, count) -> structure.put(type.value(), count));
        return new AppInfo(
                app.uuid(),
                app.name().value(),
                app.owner(),
                structure,
                address.appHost(app.name()),
                address.gitUrl(app.name()),
                app.created(),
                app.updated());
    }
}

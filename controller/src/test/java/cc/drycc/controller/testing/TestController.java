package cc.drycc.controller.testing;

import cc.drycc.controller.Controller;
import cc.drycc.controller.ControllerSettings;
import cc.drycc.controller.MappedRoutes;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.Surroundings;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.BuiltImage;
import cc.drycc.controller.pushes.PushDoor;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.controller.settings.AddressRange;
import cc.drycc.engine.AppName;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.SourceTurns;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.web.method.HandlerMethod;

/** A started controller on a fresh database, with an administrator {@code admin} whose password is {@code opensesame}. */
public final class TestController implements AutoCloseable {

    private final TestDatabase database;
    private final FakeEngine engine;
    private final FakeObjects objects;
    private final FakeBuilder builder;
    private final SourceTurns sources;
    private final Path work;
    private final Controller controller;

    private TestController(
            TestDatabase database,
            FakeEngine engine,
            FakeObjects objects,
            FakeBuilder builder,
            SourceTurns sources,
            Path work,
            Controller controller) {
        this.database = database;
        this.engine = engine;
        this.objects = objects;
        this.builder = builder;
        this.sources = sources;
        this.work = work;
        this.controller = controller;
    }

    /** Starts one with open registration. */
    public static TestController start() {
        return start(Map.of("REGISTRATION_MODE", "enabled"));
    }

    /** Starts one with these settings and the administrator. */
    public static TestController start(Map<String, String> settings) {
        return start(settings, dataSource -> dataSource);
    }

    /** Starts one that sees its database only through what the caller puts before it. */
    public static TestController start(Map<String, String> settings, UnaryOperator<DataSource> before) {
        var environment = new HashMap<>(settings);
        environment.put("DRYCC_ADMIN_USERNAME", "admin");
        environment.put("DRYCC_ADMIN_PASSWORD", "opensesame");
        var database = TestDatabase.create();
        var address = new PublicAddress("localhost", 8080, 2222);
        var key = new PlatformKey(new byte[PlatformKey.LENGTH]);
        var engine = new FakeEngine();
        var objects = new FakeObjects();
        var folder = World.folder("work");
        var builder = new FakeBuilder(engine);
        var sources = new SourceTurns();
        var surroundings = new Surroundings(
                before.apply(database.dataSource()),
                engine,
                objects,
                builder.pipeline(objects, folder),
                folder,
                sources,
                new NoRoutes(),
                app -> {});
        var controller = Controller.start(ControllerSettings.of("test", address, key, environment), surroundings);
        return new TestController(database, engine, objects, builder, sources, folder, controller);
    }

    public int port() {
        return controller.port();
    }

    /** Every route it has: {@code GET /v2/apps/{app}}. */
    public List<String> routes() {
        return MappedRoutes.of(controller);
    }

    /** The method that answers each route. */
    public Map<String, HandlerMethod> methods() {
        return MappedRoutes.methods(controller);
    }

    public TestDatabase database() {
        return database;
    }

    public FakeEngine engine() {
        return engine;
    }

    public FakeObjects objects() {
        return objects;
    }

    /** What makes images. */
    public FakeBuilder builder() {
        return builder;
    }

    /** Whose source is taken in now. */
    public SourceTurns sources() {
        return sources;
    }

    /** Where archives and sources lie meanwhile. */
    public Path work() {
        return work;
    }

    /** Where the git server hands pushes in. */
    public PushDoor pushes() {
        return controller.pushes();
    }

    /** As if a push of this app had been built and deployed: its newest release runs a fresh image. */
    public void pushed(String name) {
        var sql = database.sql();
        var apps = new Apps(sql);
        var ledger = new ReleaseLedger(sql);
        var app = apps.find(new AppName(name)).orElseThrow();
        var owner = new Users(sql).find(app.ownerId()).orElseThrow();
        var image = engine.image("drycc/" + name + ":git-060da68f", Map.of("cc.drycc.app", name), 8080);
        var builds = new Builds(sql);
        var build =
                builds.begin(app.uuid(), owner.id(), UUID.randomUUID(), "060da68f654e75fac06dbedd1995d5f8ad9084db", "");
        builds.built(
                build,
                new BuiltImage(
                        "container",
                        image.tags().getFirst().value(),
                        image.id(),
                        new TreeMap<>(),
                        "",
                        OptionalInt.of(8080)));
        database.transactions().executeWithoutResult(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow();
            var config = ledger.latestUnfailed(app.uuid()).orElseThrow().config();
            var release =
                    ledger.append(locked, owner, Optional.of(build), config, owner.username() + " deployed 060da68");
            var types = Set.of(ProcessType.WEB);
            ledger.deploying(app.uuid(), release.version(), types);
            ledger.finish(app.uuid(), release.version(), ReleaseState.SUCCEED, types, Optional.empty());
            apps.setCurrent(app.uuid(), release.version());
            apps.setStructure(app.uuid(), Map.of(ProcessType.WEB, 1));
        });
    }

    private static final class NoRoutes implements Routes {
        @Override
        public void publish(AppName app, Set<String> domains, List<AddressRange> allowed) {}

        @Override
        public void hide(AppName app) {}

        @Override
        public void withdraw(AppName app) {}
    }

    /** Somebody without a token. */
    public Api anonymous() {
        return Api.anonymous(controller.port());
    }

    /** The administrator, logged in. */
    public Api admin() {
        return anonymous().login("admin", "opensesame");
    }

    /** A new account, registered by the administrator and logged in. */
    public Api register(String username) {
        var answer = admin().post(
                        "/v2/auth/register/",
                        Map.of("username", username, "password", "opensesame", "email", username + "@example.com"));
        if (answer.status() != 201) {
            throw new AssertionError("register " + username + ": " + answer);
        }
        return anonymous().login(username, "opensesame");
    }

    @Override
    public void close() {
        controller.close();
        database.close();
    }
}

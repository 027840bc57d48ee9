package cc.drycc.controller.testing;

import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Collaborators;
import cc.drycc.controller.accounts.NewUser;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.BuiltImage;
import cc.drycc.controller.builds.MissingProcfile;
import cc.drycc.controller.builds.PathImages;
import cc.drycc.controller.builds.PullImage;
import cc.drycc.controller.builds.PullSettings;
import cc.drycc.controller.cleanup.CollectGarbage;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.config.PathConfig;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.DeploySettings;
import cc.drycc.controller.deploys.Deployer;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.domains.DomainTable;
import cc.drycc.controller.evidence.KeepEvidence;
import cc.drycc.controller.evidence.SigningKeys;
import cc.drycc.controller.hooks.DeployHooks;
import cc.drycc.controller.hooks.HookSettings;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.logs.FollowLog;
import cc.drycc.controller.logs.LogReader;
import cc.drycc.controller.logs.PlatformLines;
import cc.drycc.controller.nodes.Node;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.pushes.BuildPush;
import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.pushes.PushLines;
import cc.drycc.controller.pushes.PushTranscript;
import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.controller.pushes.ReceivePush;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.reconcile.Reconciler;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.reconcile.Teardown;
import cc.drycc.controller.registry.RegistryImages;
import cc.drycc.controller.registry.RestoreImage;
import cc.drycc.controller.releases.AdmitBuild;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.runs.RunCommand;
import cc.drycc.controller.scale.ScaleApp;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.controller.settings.AddressRange;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.controller.tasks.TaskRunner;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Image;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.ImageBuilders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The deploying half of a controller over a real database and a fake engine, started as a platform starts it. */
public final class World implements AutoCloseable {

    public final FakeEngine engine;
    public final UUID instance = UUID.randomUUID();
    public final TransactionTemplate transaction;
    public final Users users;
    public final Apps apps;
    public final Builds builds;
    public final Configs configs;
    public final ReleaseLedger ledger;
    public final SettingsTable settings;
    public final Publishing publishing;
    public final AppLog log;
    public final AppTurns turns = new AppTurns();
    public final ReleaseRunner runner;
    public final Deployer deployer;
    public final TaskRunner tasks;
    public final DeployQueue queue;
    public final Access access;
    public final FakeObjects objects = new FakeObjects();
    public final FakeBuilder builder;
    public final Set<AppName> routed = new ConcurrentSkipListSet<>();
    public final List<AppName> repositoriesRemoved = new CopyOnWriteArrayList<>();
    public final Teardown teardown;
    public final Reconciler reconciler;
    public final ScaleApp scale;
    public final RestartPods restart;
    public final RunCommand run;
    public final PlatformLines lines;
    public final LogReader logReader;
    public final FollowLog followLog;
    public final LaunchRelease launch;
    public final ReceivePush push;
    public final CollectGarbage garbage;
    /** What happens while the git server removes a repository. */
    public volatile Runnable onRepositoryRemoved = () -> {};
    /** Where the clock of reconciling and clean-up stands. */
    public volatile Instant now = Instant.now();

    /** A platform on this database, its tasks not yet started. */
    public World(TestDatabase database, FakeEngine engine) {
        this(database.dataSource(), engine);
    }

    /** The same over any database that is migrated. */
    public World(DataSource database, FakeEngine engine) {
        this(database, engine, HookSettings.NONE);
    }

    /** The same, telling these hooks of its releases. */
    public World(DataSource database, FakeEngine engine, HookSettings hookSettings) {
        this.engine = engine;
        var sql = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        users = new Users(sql);
        apps = new Apps(sql);
        builds = new Builds(sql);
        configs = new Configs(sql, new PlatformKey(new byte[32]));
        ledger = new ReleaseLedger(sql);
        settings = new SettingsTable(sql);
        publishing = new Publishing(apps, settings, new DomainTable(sql), routes());
        log = new AppLog(sql);
        runner = new ReleaseRunner(
                builds,
                configs,
                ledger,
                engine,
                Node.here(Map.of()),
                DeploySettings.DEFAULT,
                new RestoreImage(new RegistryImages(sql), engine.images(), Optional.empty()));
        var hooks = new DeployHooks(hookSettings, Duration.ofMillis(100), database, apps, ledger, builds, log);
        deployer = new Deployer(transaction, apps, ledger, runner, turns, log, hooks, settings);
        tasks = new TaskRunner(database, "test", List.of(deployer.task(), hooks.task()), List.of());
        queue = new DeployQueue(tasks);
        access = new Access(new Collaborators(sql), apps);
        builder = new FakeBuilder(engine);
        teardown = new Teardown(
                transaction,
                apps,
                engine,
                objects,
                publishing,
                repository -> {
                    onRepositoryRemoved.run();
                    repositoriesRemoved.add(repository);
                },
                new ImageBuilders(List.of(builder), Optional.empty()),
                turns,
                "test");
        reconciler = new Reconciler(
                transaction, apps, builds, ledger, runner, queue, teardown, engine, publishing, turns, () -> now);
        scale = new ScaleApp(transaction, apps, ledger, runner, turns, log, Quotas.NONE);
        restart = new RestartPods(apps, engine, turns, log);
        run = new RunCommand(ledger, runner, engine, Quotas.NONE);
        lines = new PlatformLines(sql);
        logReader = new LogReader(lines, engine);
        followLog = new FollowLog(apps, engine, lines, logReader);
        garbage = new CollectGarbage(builds, engine, objects, lines, "test", () -> now);
        launch = new LaunchRelease(
                ledger,
                apps,
                queue,
                deployer.deploys(),
                log,
                settings,
                new AdmitBuild(ledger, builds, MissingProcfile.REMOVES_TYPES, Quotas.NONE));
        push = new ReceivePush(
                transaction,
                users,
                access,
                apps,
                builds,
                configs,
                new PathConfig(configs),
                new PathImages(new PullImage(engine, apps, access, PullSettings.DEFAULT)),
                ledger,
                launch,
                deployer.deploys(),
                log,
                new BuildPush(objects, builder.pipeline(objects, folder("build")), "drycc-test", folder("push")),
                new KeepEvidence(
                        builds,
                        objects,
                        engine.images(),
                        new SigningKeys(sql, new PlatformKey(new byte[32])),
                        "test",
                        () -> now,
                        Optional.empty()),
                new PushTranscript(new PublicAddress("localhost", 8080, 2222)),
                instance);
    }

    static Path folder(String name) {
        try {
            var folder = Files.createTempDirectory("drycc-test-" + name);
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Routes routes() {
        return new Routes() {
            @Override
            public void publish(AppName app, Set<String> domains, List<AddressRange> allowed) {
                routed.add(app);
            }

            @Override
            public void hide(AppName app) {
                routed.remove(app);
            }

            @Override
            public void withdraw(AppName app) {
                routed.remove(app);
            }
        };
    }

    public World started() {
        tasks.start();
        return this;
    }

    public User user(String name) {
        return users.find(name)
                .orElseGet(() -> users.create(new NewUser(name, "-", "", "", "", NewUser.Rank.ORDINARY))
                        .orElseThrow());
    }

    /** An app as its owner makes it: v1 without a build. */
    public App app(String name) {
        var dev = user("dev");
        var app = apps.create(new AppName(name), dev).orElseThrow();
        release(app, Optional.empty(), Map.of(), "dev created initial release");
        return apps.find(app.uuid()).orElseThrow();
    }

    /** Pushes a commit whose tree has these files. */
    public int push(String user, String app, String sha, Map<String, String> files, PushLines terminal)
            throws PushFailed, InterruptedException {
        return push.receive(
                new PushedSource(user, new AppName(app), "main", sha, target -> FakeBuilder.archive(target, files)),
                terminal);
    }

    /** Appends a release and has it deployed, in one transaction. */
    public Release release(App app, Optional<UUID> build, Map<String, String> values, String summary) {
        var dev = user("dev");
        return transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow();
            var release = ledger.append(
                    locked, dev, build, configs.create(app.uuid(), dev, ConfigState.global(values)), summary);
            queue.enqueue(locked, release.version());
            return release;
        });
    }

    /** A build of a fresh image with this Procfile, each entry {@code type: command}. */
    public Build build(App app, String... procfile) {
        return build(
                app,
                engine.image(
                        "drycc/%s:git-%s"
                                .formatted(
                                        app.name(), UUID.randomUUID().toString().substring(0, 8)),
                        Map.of("cc.drycc.app", app.name().value(), "cc.drycc.platform", "test"),
                        8080),
                procfile);
    }

    public Build build(App app, Image image, String... procfile) {
        var types = new TreeMap<ProcessType, String>();
        for (var line : procfile) {
            types.put(new ProcessType(line.split(": ", 2)[0]), line.split(": ", 2)[1]);
        }
        var uuid = builds.begin(app.uuid(), app.ownerId(), instance, "060da68f654e75fac06dbedd1995d5f8ad9084db", "");
        builds.built(
                uuid,
                new BuiltImage(
                        "container", image.tags().getFirst().value(), image.id(), types, "", OptionalInt.of(8080)));
        return builds.find(uuid).orElseThrow();
    }

    /** Builds, releases and waits for the deploy. */
    public DeployOutcome deploy(App app, Map<String, String> values, String... procfile) throws InterruptedException {
        var release = release(app, Optional.of(build(app, procfile).uuid()), values, "dev deployed 060da68");
        return await(app, release);
    }

    /** The end of a deploy, and of its turn: whoever comes next finds nobody at work. */
    public DeployOutcome await(App app, Release release) throws InterruptedException {
        var outcome = deployer.deploys().await(app.uuid(), release.version(), Optional.empty());
        Awaitility.await().until(() -> !turns.taken(app.uuid()));
        return outcome;
    }

    /** The app as its row says now. */
    public App now(App app) {
        return apps.find(app.uuid()).orElseThrow();
    }

    @Override
    public void close() {
        tasks.close();
    }
}

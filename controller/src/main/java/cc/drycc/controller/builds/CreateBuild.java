package cc.drycc.controller.builds;

import cc.drycc.api.NewBuild;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.config.PathConfig;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Image;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import cc.drycc.imagebuilder.dryccpath.DryccPathProblem;
import cc.drycc.imagebuilder.procfile.Procfile;
import cc.drycc.imagebuilder.procfile.ProcfileProblem;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Releases an image that exists already (seed 5.4, {@code drycc pull}); returns when it runs. */
public final class CreateBuild {

    private static final int LONGEST_STACK = 32;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final TransactionOperations transaction;
    private final Users users;
    private final Access access;
    private final Apps apps;
    private final Builds builds;
    private final ReleaseLedger ledger;
    private final Configs configs;
    private final PathConfig pathConfig;
    private final PullImage images;
    private final LaunchRelease launch;
    private final UUID instance;

    /** @param instance this process */
    public CreateBuild(
            TransactionOperations transaction,
            Users users,
            Access access,
            Apps apps,
            Builds builds,
            ReleaseLedger ledger,
            Configs configs,
            PathConfig pathConfig,
            PullImage images,
            LaunchRelease launch,
            UUID instance) {
        this.transaction = transaction;
        this.users = users;
        this.access = access;
        this.apps = apps;
        this.builds = builds;
        this.ledger = ledger;
        this.configs = configs;
        this.pathConfig = pathConfig;
        this.images = images;
        this.launch = launch;
        this.instance = instance;
    }

    /**
     * A release of the build, running.
     *
     * @throws Problem with the reason; the release before serves on
     */
    public Release create(App app, User user, NewBuild wanted) throws InterruptedException {
        if (wanted.image() == null) {
            throw new Problem.InvalidField("image", "This field is required.");
        }
        var procfile = procfile(wanted.procfile());
        var path = path(wanted.dryccfile());
        var stack = text("stack", wanted.stack(), LONGEST_STACK, "container");
        var dockerfile = text("dockerfile", wanted.dockerfile(), LONGEST_TEXT, "");
        var sha = sha(wanted.sha());
        var config = config(app);
        var image = images.pull(user, app, wanted.image(), config, ProcessType.WEB);
        var built = new BuiltImage(
                stack,
                wanted.image(),
                image.id(),
                procfile,
                dockerfile,
                path.isPresent()
                        ? Optional.of(pulled(user, app, path.get(), image, wanted.image(), config))
                        : Optional.empty(),
                port(image));
        var release = release(app, user, sha, built);
        launch.await(app, release);
        return release;
    }

    private ConfigState config(App app) {
        return ledger.latestUnfailed(app.uuid())
                .map(release -> configs.state(release.config()))
                .orElse(ConfigState.EMPTY);
    }

    /** Images of process types with a {@code build} were pushed beside this one: as {@code IMAGE-<process type>}. */
    private BuiltPath pulled(User user, App app, DryccPath path, Image image, String name, ConfigState config)
            throws InterruptedException {
        var made = new PathImages.Made() {
            @Override
            public Optional<StepImage> ofApp() {
                return Optional.of(new StepImage(name, image.id()));
            }

            @Override
            public StepImage builtFor(ProcessType type) throws InterruptedException {
                if (type.equals(ProcessType.WEB)) {
                    return new StepImage(name, image.id());
                }
                var own = name + "-" + type;
                return new StepImage(
                        own, images.pull(user, app, own, config, type).id());
            }
        };
        return new PathImages(images).resolve(user, app, path, made, config);
    }

    private Release release(App app, User user, String sha, BuiltImage built) {
        var release = transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            // Rights may have gone during the pull, which can take minutes.
            access.check(users.find(user.id()).orElseThrow(Problem.NotFound::app), Action.CHANGE, locked);
            var build = builds.begin(app.uuid(), user.id(), instance, sha, "");
            builds.built(build, built);
            var config = config(locked, user, built);
            var what = sha.isEmpty() ? built.image() : sha.substring(0, Math.min(7, sha.length()));
            var summary = user.username() + " deployed " + what;
            return launch.append(locked, user, Optional.of(build), config, summary);
        });
        return Optional.ofNullable(release).orElseThrow();
    }

    private UUID config(App locked, User user, BuiltImage built) {
        var before = ledger.latestUnfailed(locked.uuid()).orElseThrow().config();
        return built.path()
                .map(path -> pathConfig.apply(locked, user, before, path.path()).config())
                .orElse(before);
    }

    private static Optional<DryccPath> path(@Nullable Map<String, @Nullable Object> map) {
        if (map == null || map.isEmpty()) {
            return Optional.empty();
        }
        try {
            var path = DryccPath.of(map);
            PathConfig.check(path);
            return Optional.of(path);
        } catch (DryccPathProblem e) {
            throw new Problem.InvalidField("dryccfile", String.valueOf(e.getMessage()));
        }
    }

    private static SortedMap<ProcessType, String> procfile(@Nullable Map<String, @Nullable Object> map) {
        try {
            return map == null
                    ? new TreeMap<>()
                    : new TreeMap<>(Procfile.of(map).commands());
        } catch (ProcfileProblem e) {
            throw new Problem.InvalidField("procfile", String.valueOf(e.getMessage()));
        }
    }

    private static String text(String field, @Nullable String text, int longest, String otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw new Problem.InvalidField(
                    field, "Ensure this field has no more than %d characters.".formatted(longest));
        }
        return text;
    }

    private static String sha(@Nullable String sha) {
        if (sha == null || sha.isEmpty()) {
            return "";
        }
        if (!sha.matches("[0-9a-f]{7,40}")) {
            throw new Problem.InvalidField("sha", "Ensure this field has 7 to 40 hexadecimal digits.");
        }
        return sha;
    }

    private static OptionalInt port(Image image) {
        return image.exposedPorts().size() == 1
                ? OptionalInt.of(image.exposedPorts().iterator().next())
                : OptionalInt.empty();
    }
}

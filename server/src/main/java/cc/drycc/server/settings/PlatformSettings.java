package cc.drycc.server.settings;

import static cc.drycc.server.settings.Setting.drycc;
import static cc.drycc.server.settings.Setting.ours;

import cc.drycc.builder.buildah.Isolation;
import cc.drycc.builder.buildkit.BuildkitDaemon;
import cc.drycc.builder.buildpacks.BuildpackSettings;
import cc.drycc.builder.slug.SlugSettings;
import cc.drycc.controller.ControllerSettings;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.autoscale.AutoscaleSettings;
import cc.drycc.controller.builds.MissingProcfile;
import cc.drycc.controller.builds.PullSettings;
import cc.drycc.controller.deploys.DeploySettings;
import cc.drycc.controller.hooks.HookSettings;
import cc.drycc.controller.nodes.DefaultTags;
import cc.drycc.controller.nodes.Node;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.registry.RegistrySettings;
import cc.drycc.server.LogDetail;
import cc.drycc.server.ServerProblem;
import cc.drycc.server.ServerSettings;
import cc.drycc.server.buildservice.BuildServiceRole;
import cc.drycc.server.engines.EngineAddress;
import cc.drycc.server.wiring.Database;
import cc.drycc.storage.StorageSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All settings of this platform. */
public final class PlatformSettings {

    static final List<Section> SECTIONS = List.of(
            Section.of(
                    "The platform",
                    environment -> List.of(
                            ServerSettings.from(ServerSettings.Flags.NONE, environment), LogDetail.from(environment)),
                    ours("DRYCC_HOME", "~/.drycc-workflow", "", "where the platform keeps everything, as `--home`"),
                    drycc("PLATFORM_DOMAIN", "localhost", "", "apps answer at `APP.` and this, as `--domain`"),
                    ours("DRYCC_HTTP_PORT", "8080", "", "the port of apps and the API, as `--http-port`"),
                    ours("DRYCC_SSH_PORT", "2222", "", "the port of git over SSH, as `--ssh-port`"),
                    drycc("DEBUG", "false", "", "`true`: the log says more")),
            Section.of(
                    "Accounts and names",
                    PlatformSettings::accounts,
                    drycc(
                            "DRYCC_ADMIN_USERNAME",
                            "",
                            "",
                            "an administrator that shall exist; without one `admin` is made at the first start, and its"
                                    + " password printed once"),
                    drycc("DRYCC_ADMIN_PASSWORD", "", "", "the password that administrator is made with")
                            .secret(),
                    drycc(
                            "REGISTRATION_MODE",
                            "admin_only",
                            "",
                            "who may make accounts: `enabled` (everybody), `disabled` (nobody) or `admin_only`"),
                    drycc(
                            "RESERVED_NAMES",
                            "drycc, drycc-builder",
                            "",
                            "names no app may have, with commas between; `team-*` stands for all that begin so. `drycc`,"
                                    + " `kube`, what begins with them and a hyphen, and `default` always are")),
            Section.of(
                    "Parts of your own instead of the embedded ones",
                    environment -> List.of(
                            EngineAddress.named(environment),
                            Database.external(environment),
                            StorageSettings.from(environment)),
                    ours(
                            "DOCKER_HOST",
                            "",
                            "",
                            "the engine to use; else `/run/podman/podman.sock`, `/var/run/docker.sock`, or a private"
                                    + " Podman"),
                    ours(
                                    "DRYCC_DATABASE_URL",
                                    "",
                                    "",
                                    "`postgres://user:password@host:5432/database` instead of the embedded PostgreSQL")
                            .secret(),
                    drycc("DRYCC_STORAGE_ENDPOINT", "", "", "an S3 of yours instead of the embedded one"),
                    drycc("DRYCC_STORAGE_ACCESSKEY", "", "", "its access key"),
                    drycc("DRYCC_STORAGE_SECRETKEY", "", "", "its secret key").secret(),
                    drycc("DRYCC_STORAGE_BUCKET", "builder", "", "the bucket; it must be there"),
                    drycc(
                            "DRYCC_STORAGE_PATH_STYLE",
                            "auto",
                            "",
                            "`on`: the bucket is in the path; `off`: in the host's name; `auto`: off for Amazon only"),
                    drycc("STORAGE_REGION", "us-east-1", "", "what requests are signed for")),
            Section.of(
                    "A registry for the images of apps; see [Registry](registry.md)",
                    RegistrySettings::from,
                    drycc("DRYCC_REGISTRY_HOST", "", "", "`HOST[:PORT]`; without one images stay in the engine"),
                    drycc(
                            "DRYCC_REGISTRY_ORGANIZATION",
                            "drycc",
                            "",
                            "what the images' names begin with there; one for each platform"),
                    drycc("DRYCC_REGISTRY_USERNAME", "", "", "who pushes and pulls"),
                    drycc("DRYCC_REGISTRY_PASSWORD", "", "", "their password").secret(),
                    ours(RegistrySettings.PASSWORD_FILE, "", "", "a file with it, read for every push and pull"),
                    ours(
                            RegistrySettings.PASSWORD_COMMAND,
                            "",
                            "",
                            "a program that prints it, with its arguments and no shell, run for every push and pull"),
                    drycc(
                            "DRYCC_REGISTRY_LOCATION",
                            "off-cluster",
                            "",
                            "`on-cluster`: plain HTTP and certificates nobody vouches for are good enough, as they always"
                                    + " are on the loopback address")),
            Section.of(
                    "Builds",
                    BuildLimits::from,
                    ours("DRYCC_BUILD_TIMEOUT", "900", "s", "how long one build may take"),
                    ours("DRYCC_BUILD_MEMORY_LIMIT", "2147483648", "bytes", "memory of one build; 0: no limit"),
                    ours("DRYCC_BUILD_PIDS_LIMIT", "1024", "", "processes and threads of one build"),
                    ours(
                            "DRYCC_BUILD_DISK_LIMIT",
                            "17179869184",
                            "bytes",
                            "what the commands of one build may write; one file may have half the default at most"),
                    ours("DRYCC_BUILD_LOG_LIMIT", "16777216", "bytes", "output of one build")),
            Section.of(
                    "Builders of Dockerfiles beside the engine; see [Builders](builders.md)",
                    environment -> List.of(Isolation.from(environment), BuildkitDaemon.from(environment)),
                    ours(
                            "DRYCC_BUILDAH_ISOLATION",
                            "",
                            "",
                            "how `buildah` keeps commands apart: `oci` (when we are root), `rootless` or `chroot`"),
                    ours(
                            "DRYCC_BUILDKIT_ADDR",
                            "",
                            "",
                            "the address of a buildkitd, `unix:///run/buildkit/buildkitd.sock`: with it there is"
                                    + " `buildkit`"),
                    ours("BUILDKIT_HOST", "", "", "the same, under the name its own client reads"),
                    ours("DRYCC_BUILDCTL", "", "", "its client, unless `buildctl` is on the system's path")),
            Section.of(
                    "Builders of source without a Dockerfile; see [Builders](builders.md)",
                    environment -> List.of(BuildpackSettings.from(environment), SlugSettings.from(environment)),
                    ours(
                            BuildpackSettings.BUILDER,
                            BuildpackSettings.DEFAULT_BUILDER,
                            "",
                            "the image with buildpacks and lifecycle for sources that name none"),
                    ours(
                            BuildpackSettings.RUN_IMAGE,
                            "",
                            "",
                            "what apps are made on, instead of what the builder image says"),
                    ours(
                            SlugSettings.STACK,
                            "",
                            "",
                            "the image whose classic buildpacks compile slugs; without it none is"),
                    ours(SlugSettings.RUNNER, "", "", "what slugs are put on, instead of what the stack image says"),
                    ours(
                            SlugSettings.LIMIT,
                            Long.toString(SlugSettings.DEFAULT_LIMIT),
                            "bytes",
                            "what a slug may have at most, packed")),
            Section.of(
                    "The build service",
                    BuildServiceRole::isOn,
                    ours(
                            BuildServiceRole.SWITCH,
                            "false",
                            "",
                            "`true`: runs beside the platform; [its own settings](build-service.md) hold too")),
            Section.of(
                    "Deploys; an app's config may set the same names for itself",
                    DeploySettings.DEFAULT::with,
                    drycc(DeploySettings.BATCHES, "1", "pods", "how many pods are replaced at once"),
                    drycc(DeploySettings.TIMEOUT, "120", "s", "how long one batch may take to be ready"),
                    drycc(
                            DeploySettings.GRACE,
                            "30",
                            "s",
                            "how long a pod may take to end after SIGTERM, before SIGKILL")),
            Section.of(
                    "Pulled images; an app's config may set the same name for itself",
                    PullSettings.DEFAULT::with,
                    drycc(
                            PullSettings.NAME,
                            "IfNotPresent",
                            "",
                            "`Always`: `drycc pull` and the images a `.drycc` folder names ask the registry also for what"
                                    + " the engine has. Pods run the exact image of their release, with nothing to pull")),
            Section.of(
                    "Deploys of builds without a Procfile",
                    MissingProcfile::from,
                    drycc(
                            MissingProcfile.REJECT,
                            "false",
                            "",
                            "`true`: a deploy without a Procfile is refused with 409 when the one before had one"),
                    drycc(
                            MissingProcfile.REMOVE,
                            "true",
                            "",
                            "`false`: such a deploy keeps the process types and commands of the Procfile before; `true`:"
                                    + " they are removed")),
            Section.of(
                    "Quotas; administrators may own as many apps as they like",
                    Quotas::from,
                    ours(Quotas.APPS, "0", "apps", "how many apps one account may own; 0: no limit"),
                    drycc(
                            Quotas.SPEC,
                            "",
                            "",
                            "`{\"spec\":{\"hard\":{\"pods\":\"10\"}}}`: how many pods an app may have, one-off runs"
                                    + " among them. What has more goes on running")),
            Section.of(
                    "Deploy hooks",
                    HookSettings::from,
                    drycc(
                                    "DRYCC_DEPLOY_HOOK_URLS",
                                    "",
                                    "",
                                    "who is told of every release that runs, with commas between; see below")
                            .secret(),
                    drycc("DRYCC_DEPLOY_HOOK_SECRET_KEY", "", "", "what these requests are signed with")
                            .secret()),
            Section.of(
                    "Autoscaling",
                    AutoscaleSettings::from,
                    ours(
                            "DRYCC_AUTOSCALE_PERIOD",
                            "15",
                            "s",
                            "between two looks at the CPU of apps with a rule of `drycc autoscale`"),
                    ours("DRYCC_AUTOSCALE_UP_AFTER", "180", "s", "without a change before there are more pods"),
                    ours("DRYCC_AUTOSCALE_DOWN_AFTER", "300", "s", "without a change before there are fewer")),
            Section.of(
                    "This machine",
                    environment -> {
                        var node = Node.here(environment);
                        return List.of(node, DefaultTags.from(environment, node), CloudMetadata.from(environment));
                    },
                    ours(
                            Node.LABELS,
                            "",
                            "",
                            "its labels, `environ=prod,disk=ssd`: what the `drycc tags` of an app are matched against,"
                                    + " beside `kubernetes.io/hostname`, `/os` and `/arch`"),
                    drycc(
                            DefaultTags.NAME,
                            "",
                            "",
                            "`{\"role\":\"worker\"}`: the tags of process types that have none of their own; the machine"
                                    + " must have these labels"),
                    ours(
                            "DRYCC_CLOUD_METADATA",
                            "deny",
                            "",
                            "`allow`: builds and apps may ask the metadata service of the cloud as this machine may; see"
                                    + " below")));

    private PlatformSettings() {}

    /** Every setting, in the order it is shown. */
    public static Stream<Setting> all() {
        return SECTIONS.stream().flatMap(section -> section.settings().stream());
    }

    /** The setting of this name. */
    public static Optional<Setting> named(String name) {
        return all().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /**
     * Reads them all, so that nothing is started with one that cannot be.
     *
     * @throws ServerProblem naming the first that is wrong, its rule and an example
     */
    public static void check(Map<String, String> environment) {
        for (var section : SECTIONS) {
            try {
                var _ = section.reader().apply(environment);
            } catch (IllegalArgumentException e) {
                throw new ServerProblem(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static Object accounts(Map<String, String> environment) {
        var settings = ControllerSettings.of(
                "drycc",
                new PublicAddress("localhost", 8080, 2222),
                new PlatformKey(new byte[PlatformKey.LENGTH]),
                environment);
        return List.of(settings.registration(), settings.reserved(), settings.administrator());
    }
}

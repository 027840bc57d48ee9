package cc.drycc.builder.buildah;

import cc.drycc.engine.BuildCage;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.HardLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.source.DockerIgnore;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The arguments of one {@code buildah build}, and the files they name. Everybody on the machine can read arguments: values
 * of build arguments are in the environment, those of secrets in files that only we can read.
 */
final class Order {

    private static final long OPEN_FILES = 65_536;
    private static final long PROCESSES = 32_768;

    /** What buildah, its runtime or the system libraries read themselves. */
    private static final Pattern RESERVED = Pattern.compile(
            "PATH|HOME|TMPDIR|LANG|LC_.*|TZ|TERM|USER|SHELL|ENV|BASH_.*|IFS|.*_PROXY|.*_proxy|_.*|[A-Z]*PROXY|LD_.*|GLIBC_.*"
                    + "|MALLOC_.*|GO.*|XDG_.*|CONTAINERS?_.*|BUILDAH_.*|STORAGE_.*|REGIST.*|DOCKER_.*|SSL_.*|LISTEN_.*"
                    + "|NOTIFY_.*|DBUS_.*|CNI_.*|NETAVARK_.*|GNUPGHOME|SOURCE_DATE_EPOCH|NETNS_.*|LIBPOD_.*|PODMAN_.*");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final BuildRequest request;
    private final CheckedDockerfile dockerfile;
    private final Path work;
    private final List<String> arguments = new ArrayList<>();

    private Order(BuildRequest request, CheckedDockerfile dockerfile, Path work) {
        this.request = request;
        this.dockerfile = dockerfile;
        this.work = work;
    }

    /** Where the id of what is made will be. */
    static Path idFile(Path work) {
        return work.resolve("id");
    }

    /** What goes into the environment of the call. */
    static Map<String, String> environment(BuildRequest request, CheckedDockerfile dockerfile) throws BuildFailed {
        var values = new TreeMap<>(request.recipe().buildArgs());
        values.keySet().removeIf(name -> !NAME.matcher(name).matches());
        for (String name : new TreeSet<>(values.keySet())) {
            if (RESERVED.matcher(name).matches()) {
                values.remove(name);
                if (dockerfile.declares(name)) {
                    throw new BuildFailed("ARG " + name
                            + ": buildah reads a variable of that name itself, so the config's value cannot be given to"
                            + " the build; give it another name");
                }
            }
        }
        return values;
    }

    /**
     * Writes the files and makes the arguments.
     *
     * @param bases ids at buildah by how the Dockerfile writes the image
     */
    static List<String> of(
            BuildRequest request,
            CheckedDockerfile dockerfile,
            Map<String, String> bases,
            Isolation isolation,
            Optional<BuildCage> cage,
            Path work)
            throws BuildFailed, SourceRefused, IOException {
        var order = new Order(request, dockerfile, work);
        order.add("build", "--force-rm", "--layers", "--pull-never", "--format", "docker", "--identity-label=false");
        order.add("--http-proxy=false", "--iidfile", idFile(work).toString());
        if (request.cache() == LayerCache.SKIP) {
            order.add("--no-cache");
        }
        bases.forEach((name, id) -> order.add("--build-context", name + "=container-image://" + id));
        environment(request, dockerfile).keySet().forEach(name -> order.add("--build-arg", name));
        order.limits(isolation, cage);
        order.files();
        order.add(request.source().root().toString());
        return order.arguments;
    }

    private void add(String... more) {
        arguments.addAll(List.of(more));
    }

    private void limits(Isolation isolation, Optional<BuildCage> cage) {
        add("--isolation", isolation.word());
        if (isolation == Isolation.OCI) {
            add("--network", "private", "--pid", "private", "--ipc", "private", "--uts", "private");
        }
        if (isolation != Isolation.CHROOT) {
            OciRuntime.name().ifPresent(name -> add("--runtime", name));
        }
        long files = HardLimits.openFiles(OPEN_FILES);
        long processes = HardLimits.processes(PROCESSES);
        add("--ulimit", "nofile=" + files + ":" + files);
        add("--ulimit", "nproc=" + processes + ":" + processes);
        add("--ulimit", "core=0:0");
        long largest = request.limits().disk().fileBytes();
        add("--ulimit", "fsize=" + largest + ":" + largest);
        long memory = request.limits().memoryBytes();
        if (memory > 0 && isolation == Isolation.OCI) {
            add("--memory", Long.toString(memory), "--memory-swap", Long.toString(memory));
        }
        cage.ifPresent(made -> add("--cgroup-parent", made.parent()));
    }

    private void files() throws SourceRefused, IOException {
        Path text = work.resolve("Dockerfile"); // by its own name it might be run through the C preprocessor
        Files.writeString(text, dockerfile.text());
        Path ignored = work.resolve("ignored");
        Files.write(ignored, DockerIgnore.of(request.source()));
        add("--file", text.toString(), "--ignorefile", ignored.toString());
        for (var value : dockerfile.secrets().entrySet()) {
            add("--secret", "id=" + value.getKey() + ",src=" + secret(value.getValue()));
        }
        if (dockerfile.agentKey().isPresent()) {
            add("--ssh", "default=" + secret(dockerfile.agentKey().get().text()));
        }
    }

    private Path secret(String value) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(Files.createTempFile(work, "secret-", "", owner), value);
    }
}

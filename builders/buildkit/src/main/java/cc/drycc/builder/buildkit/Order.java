package cc.drycc.builder.buildkit;

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
import java.util.Optional;

/**
 * The arguments of one {@code buildctl build}, and the files they name. Everybody on the machine can read arguments: values
 * of build arguments are in our copy of the Dockerfile, those of secrets in files that only we can read.
 */
final class Order {

    private static final long OPEN_FILES = 65_536;
    private static final long PROCESSES = 32_768;

    /** Everything a build needs is given to it; what it would fetch besides is not for it (a frontend, an image's trigger). */
    private static final String POLICY =
            "{\"rules\":[{\"action\":\"DENY\",\"selector\":{\"identifier\":\"docker-image://*\"}}]}";

    private final BuildRequest request;
    private final CheckedDockerfile dockerfile;
    private final Path work;
    private final List<String> arguments = new ArrayList<>();

    private Order(BuildRequest request, CheckedDockerfile dockerfile, Path work) {
        this.request = request;
        this.dockerfile = dockerfile;
        this.work = work;
    }

    /** Where the image will be. */
    static Path result(Path work) {
        return work.resolve("made.tar");
    }

    static List<String> of(
            String address,
            BuildRequest request,
            CheckedDockerfile dockerfile,
            List<String> bases,
            Optional<BuildCage> cage,
            AppCache cache,
            Path work)
            throws BuildFailed, SourceRefused, IOException {
        var order = new Order(request, dockerfile, work);
        order.add("--addr", address, "build", "--progress", "plain", "--frontend", "dockerfile.v0");
        order.add("--output", "type=docker,compression=uncompressed,dest=" + result(work));
        order.arguments.addAll(bases);
        order.limits(cage);
        order.files();
        boolean fresh = request.cache() == LayerCache.SKIP || order.wouldShareSecrets(cage);
        if (fresh) {
            order.add("--no-cache");
        }
        order.arguments.addAll(cache.arguments(fresh));
        return order.arguments;
    }

    /**
     * buildkitd finds a layer by the text of its command and the name of its cage, which is the app's own, not by the value
     * of a secret: without a cage it would give one app what another made with its secret.
     */
    private boolean wouldShareSecrets(Optional<BuildCage> cage) {
        boolean mounts =
                !dockerfile.secrets().isEmpty() || dockerfile.agentKey().isPresent();
        return mounts && cage.isEmpty();
    }

    private void add(String... more) {
        arguments.addAll(List.of(more));
    }

    private void limits(Optional<BuildCage> cage) {
        long files = HardLimits.openFiles(OPEN_FILES);
        long processes = HardLimits.processes(PROCESSES);
        long largest = request.limits().disk().fileBytes();
        add(
                "--opt",
                "ulimit=nofile=%d:%d,nproc=%d:%d,fsize=%d:%d,core=0:0"
                        .formatted(files, files, processes, processes, largest, largest));
        cage.ifPresent(made -> add("--opt", "cgroup-parent=" + made.parent()));
    }

    private void files() throws BuildFailed, SourceRefused, IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path folder = Files.createDirectory(work.resolve("dockerfile"), ownerOnly);
        Files.writeString(
                folder.resolve("Dockerfile"),
                dockerfile.withArguments(request.recipe().buildArgs()));
        Files.write(folder.resolve("Dockerfile.dockerignore"), DockerIgnore.of(request.source()));
        Path policy = Files.writeString(work.resolve("policy.json"), POLICY);
        add("--local", "context=" + request.source().root(), "--local", "dockerfile=" + folder);
        add("--source-policy-file", policy.toString());
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

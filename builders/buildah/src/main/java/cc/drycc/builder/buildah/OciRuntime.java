package cc.drycc.builder.buildah;

import cc.drycc.imagebuilder.programs.Program;
import java.util.Optional;
import java.util.stream.Stream;

/** The OCI runtime of build containers: runc where it is, because crun refuses hosts with both cgroup hierarchies. */
final class OciRuntime {

    private OciRuntime() {}

    static Optional<String> name() {
        return Stream.of("runc", "crun")
                .filter(name -> Program.find(name).isPresent())
                .findFirst();
    }
}

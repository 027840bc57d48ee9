package cc.drycc.engine.docker.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Secrets on their way to Podman, which takes them from files of the build context that it moves out of there before the
 * first instruction: nothing can copy them. Their random names keep them apart from the source.
 *
 * @param files what each file has, by its name at the top of the context
 * @param options what Podman is told of each
 */
record SecretFiles(Map<String, String> files, List<String> options) {

    static SecretFiles of(Map<String, String> secrets) {
        var files = new TreeMap<String, String>();
        var options = new ArrayList<String>();
        new TreeMap<>(secrets).forEach((name, value) -> {
            String file = ".drycc-" + UUID.randomUUID();
            files.put(file, value);
            options.add("id=%s,src=%s".formatted(name, file));
        });
        return new SecretFiles(files, options);
    }

    /** Says how many, never which. */
    @Override
    public String toString() {
        return "SecretFiles[" + options.size() + "]";
    }
}

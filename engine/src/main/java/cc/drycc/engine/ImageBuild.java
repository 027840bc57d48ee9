package cc.drycc.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Dockerfile build on the engine, with the caps that keep it from eating the host.
 *
 * @param contextDir folder whose content is the build context; already checked by the intake, links stay links
 * @param excludes patterns of the {@code .dockerignore}, in order
 * @param dockerfile path of the Dockerfile inside the context
 * @param tag what the image is called
 * @param buildArgs values for {@code ARG}; never logged
 * @param secrets what {@code RUN --mount=type=secret,id=NAME} mounts, by that name; in no layer and never logged
 * @param labels put on the image
 * @param noCache whether every layer is built anew
 * @param resources limits of each build container
 * @param timeout of the whole build
 * @param maxLogBytes after which the log is cut and the build fails
 * @param disk what its commands may write
 */
public record ImageBuild(
        Path contextDir,
        List<String> excludes,
        String dockerfile,
        ImageRef tag,
        Map<String, String> buildArgs,
        Map<String, String> secrets,
        Map<String, String> labels,
        boolean noCache,
        Resources resources,
        Duration timeout,
        long maxLogBytes,
        DiskLimit disk) {

    /** What the name of a secret has; engines read more than a name into other characters. */
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** One without secrets, with the usual limit on what it writes. */
    public ImageBuild(
            Path contextDir,
            List<String> excludes,
            String dockerfile,
            ImageRef tag,
            Map<String, String> buildArgs,
            Map<String, String> labels,
            boolean noCache,
            Resources resources,
            Duration timeout,
            long maxLogBytes) {
        this(
                contextDir,
                excludes,
                dockerfile,
                tag,
                buildArgs,
                Map.of(),
                labels,
                noCache,
                resources,
                timeout,
                maxLogBytes,
                DiskLimit.DEFAULT);
    }

    /** @throws IllegalArgumentException when the name of a secret could be read as more than a name */
    public ImageBuild {
        excludes = List.copyOf(excludes);
        buildArgs = Map.copyOf(buildArgs);
        secrets = Map.copyOf(secrets);
        if (!secrets.keySet().stream()
                .allMatch(name -> SECRET_NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("a secret's name has letters, digits, _, - and . only");
        }
        labels = Map.copyOf(labels);
    }

    /** Names the build without its arguments and secrets. */
    @Override
    public String toString() {
        return "ImageBuild[%s %s]".formatted(tag, dockerfile);
    }
}

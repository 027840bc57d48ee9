package cc.drycc.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Dockerfile build on the engine, with the caps that keep it from eating the host.
 *
 * @param contextDir folder whose content is the build context; already checked by the intake, links stay links
 * @param excludes patterns of the {@code .dockerignore}, in order
 * @param dockerfile path of the Dockerfile inside the context
 * @param tag what the image is called
 * @param buildArgs values for {@code ARG}; never logged
 * @param labels put on the image
 * @param noCache whether every layer is built anew
 * @param resources limits of each build container
 * @param timeout of the whole build
 * @param maxLogBytes after which the log is cut and the build fails
 */
public record ImageBuild(
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

    public ImageBuild {
        excludes = List.copyOf(excludes);
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
    }

    /** Names the build without its arguments, which may hold secrets. */
    @Override
    public String toString() {
        return "ImageBuild[%s %s]".formatted(tag, dockerfile);
    }
}

package cc.drycc.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/build/}: releases an image that exists already ({@code drycc pull}).
 *
 * @param image its name
 * @param stack {@code container} when missing
 * @param sha the commit it was built from; at most 40 hexadecimal digits
 * @param procfile command by process type; missing means that the image's own command is {@code web}
 * @param dryccfile what a {@code .drycc} folder says (seed 5.16): {@code {"config": {group: {name: value}}, "pipeline":
 *     {file: {…}}}}; wins over the procfile
 * @param dockerfile what it was built from, for information only
 */
public record NewBuild(
        @Nullable String image,
        @Nullable String stack,
        @Nullable String sha,
        @Nullable Map<String, @Nullable Object> procfile,
        @Nullable Map<String, @Nullable Object> dryccfile,
        @Nullable String dockerfile) {

    /** Without the pipelines: their values are secret. */
    @Override
    public String toString() {
        return "NewBuild[%s %s]".formatted(image, stack);
    }
}

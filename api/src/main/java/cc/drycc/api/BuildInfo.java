package cc.drycc.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v2/apps/APP/build/}: the build of an app's newest release. Before the first build the texts are empty and
 * the identity and times null.
 *
 * @param uuid its identity
 * @param app whose it is
 * @param owner who made it
 * @param stack {@code container}, {@code buildpack}, …
 * @param image what the image is called
 * @param sha the commit; empty for a pulled image
 * @param procfile command by process type
 * @param dryccfile its pipelines with the values the release has: {@code {"config": {…}, "pipeline": {…}}}; empty when
 *     it came without a {@code .drycc} folder
 * @param dockerfile what the image was built from; empty when it was not
 * @param pushed what pulls exactly this image from the platform's registry, {@code HOST/ORGANIZATION/hello@sha256:…}; empty
 *     when it is in the engine only
 * @param evidence how it came about; null for an image that was not built here
 * @param created when it was made
 * @param updated when it ended
 */
public record BuildInfo(
        @Nullable UUID uuid,
        String app,
        String owner,
        String stack,
        String image,
        String sha,
        Map<String, String> procfile,
        Map<String, Object> dryccfile,
        String dockerfile,
        String pushed,
        @Nullable BuildEvidence evidence,
        @Nullable Instant created,
        @Nullable Instant updated) {

    /** One that is in no registry and without evidence. */
    public BuildInfo(
            @Nullable UUID uuid,
            String app,
            String owner,
            String stack,
            String image,
            String sha,
            Map<String, String> procfile,
            Map<String, Object> dryccfile,
            String dockerfile,
            @Nullable Instant created,
            @Nullable Instant updated) {
        this(uuid, app, owner, stack, image, sha, procfile, dryccfile, dockerfile, "", null, created, updated);
    }

    public BuildInfo {
        procfile = Collections.unmodifiableMap(new TreeMap<>(procfile));
        dryccfile = Collections.unmodifiableMap(new LinkedHashMap<>(dryccfile));
        created = Seconds.ofNullable(created);
        updated = Seconds.ofNullable(updated);
    }

    /** Without the pipelines: their values are secret. */
    @Override
    public String toString() {
        return "BuildInfo[%s %s %s]".formatted(app, uuid, image);
    }
}

package cc.drycc.server.imagebuilder;

import cc.drycc.builder.slug.Slug;
import cc.drycc.builder.slug.SlugBuilder;
import cc.drycc.builder.slug.SlugSettings;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Digest;
import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.ConfigSecrets;
import cc.drycc.imagebuilder.evidence.Observed;
import cc.drycc.imagebuilder.source.ArchiveFormats;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.source.Unpacked;
import cc.drycc.imagebuilder.transcript.Transcript;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.S3ObjectStore;
import cc.drycc.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source in, {@code slug.tgz} out (seed 000): put below {@code PUT_PATH} of the bucket, as slugbuilder did.
 *
 * @param asked the build; the name of its image does not count
 * @param env with the settings of slugs
 * @param bucket where the slug goes
 * @param key what it is called there
 */
record SourceToSlug(OneBuild asked, Map<String, String> env, StorageSettings bucket, ObjectKey key) {

    static final String PUT_PATH = "PUT_PATH";

    private static final String NO_IMAGE = "drycc/imagebuilder:slug";

    /**
     * What the environment asks for; empty when it asks for an image.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    static Optional<SourceToSlug> from(Map<String, String> env) {
        var path = OneBuild.given(env, PUT_PATH);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        var bucket = StorageSettings.from(env)
                .orElseThrow(() -> new IllegalArgumentException(
                        "DRYCC_STORAGE_ENDPOINT must say where PUT_PATH lies, for example http://s3.example.com:9000"));
        var complete = new HashMap<>(env);
        complete.putIfAbsent("IMAGE_NAME", NO_IMAGE);
        return Optional.of(new SourceToSlug(
                OneBuild.from(complete), env, bucket, OneBuild.key(PUT_PATH, path.get() + "/" + Slug.NAME)));
    }

    /**
     * Compiles.
     *
     * @param evidence writes down how it came about; empty when it shall not
     * @throws BuildFailed when the source cannot be built
     */
    void run(Engine engine, Archives archives, Path work, Optional<Evidence> evidence, PrintStream out)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var job = asked.job();
        var transcript = new Transcript(
                out::println,
                ConfigSecrets.redaction(job.config()),
                asked.limits().logBytes());
        var started = Instant.now();
        var unpacked = Unpacked.of(archives.open(job.archive()), work, ExtractLimits.DEFAULT, ArchiveFormats.TAR);
        try (var source = unpacked.source();
                var scratch = source.scratch()) {
            var builder = new SlugBuilder(engine, SlugSettings.from(env));
            var observed = new Observed(started, unpacked.sha256(), transcript);
            var compiled = builder.compile(request(source), scratch.folder(), observed.log());
            var slug = compiled.slug();
            var facts = observed.end(builder.name(), builder.version(), List.of(compiled.stack()), source);
            try (var store = new S3ObjectStore(bucket)) {
                store.put(key, slug.file());
                if (evidence.isPresent()) {
                    evidence.get().putBeside(key, new Digest(slug.digest()), asked, facts, store);
                }
            }
            out.println("Done, %s is %s".formatted(key, slug.digest()));
        } catch (BuildFailed e) {
            throw new BuildFailed(transcript.redact(String.valueOf(e.getMessage())));
        }
    }

    private BuildRequest request(Source source) {
        var job = asked.job();
        return new BuildRequest(
                job.app(),
                job.sha(),
                source,
                job.image(),
                job.config(),
                Map.of(),
                asked.limits(),
                LayerCache.of(job.config()),
                Recipe.DEFAULT);
    }
}

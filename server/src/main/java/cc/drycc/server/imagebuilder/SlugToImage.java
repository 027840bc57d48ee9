package cc.drycc.server.imagebuilder;

import cc.drycc.builder.slug.AssembleImage;
import cc.drycc.builder.slug.Base;
import cc.drycc.builder.slug.Place;
import cc.drycc.builder.slug.ReadSlug;
import cc.drycc.builder.slug.Slug;
import cc.drycc.builder.slug.SlugBuilder;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Digest;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.PushFailed;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.evidence.BaseImage;
import cc.drycc.imagebuilder.evidence.Component;
import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.Observed;
import cc.drycc.imagebuilder.evidence.Sbom;
import cc.drycc.storage.S3ObjectStore;
import cc.drycc.storage.StorageProblem;
import cc.drycc.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A slug in, an image in a registry out, without an engine.
 *
 * @param slug key in the bucket; without a bucket, a file
 * @param bucket where it is
 * @param image what the image is called
 * @param runner what the slug is put on: an image of a registry, or the path of a saved one
 * @param registry where it goes
 * @param labels put on the image
 */
record SlugToImage(
        String slug,
        Optional<StorageSettings> bucket,
        ImageRef image,
        String runner,
        RegistrySettings registry,
        Map<String, String> labels) {

    static final String SLUG_PATH = "SLUG_PATH";
    private static final String RUNNER = "DRYCC_SLUG_RUNNER";

    /**
     * What the environment asks for; empty when the source is no slug.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    static Optional<SlugToImage> from(Map<String, String> env) {
        var slug = OneBuild.given(env, SLUG_PATH);
        if (slug.isEmpty()) {
            return Optional.empty();
        }
        var runner = OneBuild.given(env, RUNNER)
                .filter(name -> name.startsWith("/") || ImageRef.isValid(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        RUNNER + " must name the image of a registry the slug is put on, or the path of a saved one"));
        var image = OneBuild.image(env);
        if (image.value().contains("sha256:")) {
            throw new IllegalArgumentException("IMAGE_NAME must be a name and tag, not a digest");
        }
        return Optional.of(new SlugToImage(
                slug.get(),
                StorageSettings.from(env),
                image,
                runner,
                RegistrySettings.from(env),
                OneBuild.given(env, "DRYCC_APP")
                        .map(app -> Map.of("cc.drycc.app", app))
                        .orElse(Map.of())));
    }

    /**
     * Assembles.
     *
     * @param evidence writes down how it came about; empty when it shall not
     * @throws ArchiveRefused when it is no slug
     * @throws PushFailed when it did not get there
     */
    void run(Path work, Optional<Evidence> evidence, PrintStream out)
            throws Archives.NoSource, ArchiveRefused, PushFailed, IOException, InterruptedException {
        var started = Instant.now();
        ImagePush push = registry.push(image);
        out.println("-----> Putting the slug on " + runner);
        var read = ReadSlug.of(file(work));
        var made = AssembleImage.push(
                read, base(), labels, place(push.tagged()), Files.createDirectory(work.resolve("layers")));
        if (evidence.isPresent()) {
            var sha256 = new Digest(read.digest()).value().replaceFirst("^sha256:", "");
            var observed = new Observed(started, sha256, line -> {});
            var facts = observed.end(
                    SlugBuilder.NAME, "", List.of(new BaseImage(runner, made.base())), declared(read, out));
            evidence.get()
                    .attach(
                            app(),
                            "",
                            facts,
                            facts.declared(),
                            List.of(new Evidence.Pushed(made.id(), push, made.digest())));
        }
        out.println("Done, %s is %s".formatted(push.tagged(), made.digest()));
    }

    /** {@code DRYCC_APP}, when it is an app's name. */
    private AppName app() {
        var name = labels.getOrDefault("cc.drycc.app", "");
        return new AppName(AppName.isValid(name) ? name : "imagebuilder");
    }

    /** What the slug's own bill of materials says, when it lies beside it and is that of this slug. */
    private SortedSet<Component> declared(Slug read, PrintStream out) {
        if (bucket.isEmpty()) {
            return new TreeSet<>();
        }
        try (var store = new S3ObjectStore(bucket.get());
                var sbom = store.open(Evidence.beside(OneBuild.key(SLUG_PATH, slug), Documents.SBOM))) {
            return Sbom.componentsOf(sbom.readAllBytes(), new Digest(read.digest()));
        } catch (StorageProblem | IOException e) {
            if (!(e instanceof StorageProblem problem && problem.kind() == StorageProblem.Kind.MISSING)) {
                out.println(" !     The slug's own bill of materials cannot be read: " + e.getMessage());
            }
            return new TreeSet<>();
        }
    }

    private Path file(Path work) throws Archives.NoSource {
        if (bucket.isEmpty()) {
            Path file = Path.of(slug);
            if (!Files.isRegularFile(file)) {
                throw new Archives.NoSource("there is no file " + file);
            }
            return file;
        }
        Path file = work.resolve(Slug.NAME);
        try (var store = new S3ObjectStore(bucket.get())) {
            store.get(OneBuild.key(SLUG_PATH, slug), file);
        } catch (StorageProblem e) {
            if (e.kind() == StorageProblem.Kind.MISSING) {
                throw new Archives.NoSource("there is no %s in the bucket %s"
                        .formatted(slug, bucket.get().bucket()));
            }
            throw e;
        }
        return file;
    }

    private Base base() {
        return runner.startsWith("/") ? new Base.Saved(Path.of(runner)) : new Base.Pulled(place(new ImageRef(runner)));
    }

    /** The password only goes to the host it is for. */
    private Place place(ImageRef name) {
        return new Place(name, registry.loginFor(name), registry.security());
    }
}

package cc.drycc.server.imagebuilder;

import cc.drycc.api.ApiVersion;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Digest;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.evidence.Component;
import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.InstalledPackages;
import cc.drycc.imagebuilder.evidence.SigningKey;
import cc.drycc.imagebuilder.evidence.Subject;
import cc.drycc.imagebuilder.referrers.AttachToImage;
import cc.drycc.imagebuilder.referrers.Attachment;
import cc.drycc.imagebuilder.referrers.NotAttached;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What this process writes down of its build: a bill of materials and a statement of provenance, attached to the image in its
 * registry or put beside the slug in the bucket.
 *
 * @param key that signs; empty to leave the statement unsigned
 * @param out is told in one line what became of it
 */
record Evidence(Optional<SigningKey> key, PrintStream out) {

    static final String SWITCH = "DRYCC_EVIDENCE";
    static final String KEY = "DRYCC_EVIDENCE_KEY";

    /** Who says so, in the statement: no platform. */
    private static final String BUILT_BY = "imagebuilder";

    /**
     * What the environment asks for; empty when there shall be none.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    static Optional<Evidence> from(Map<String, String> env, PrintStream out) {
        return switch (env.getOrDefault(SWITCH, "").strip().toLowerCase(Locale.ROOT)) {
            case "true", "" -> Optional.of(new Evidence(OneBuild.given(env, KEY).map(Evidence::key), out));
            case "false" -> Optional.empty();
            default -> throw new IllegalArgumentException(SWITCH + " must be true or false");
        };
    }

    private static SigningKey key(String file) {
        try {
            return SigningKey.ofPem(Files.readString(Path.of(file)));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    KEY
                            + " must name a file with an Ed25519 private key, as `openssl genpkey -algorithm ed25519` writes it",
                    e);
        }
    }

    /**
     * An image that is in its registry.
     *
     * @param id of it in an engine
     * @param push how it got there
     * @param digest of its manifest there
     */
    record Pushed(ImageId id, ImagePush push, Digest digest) {

        private ImageRef byDigest() {
            var name = push.tagged().value();
            return new ImageRef(name.substring(0, name.lastIndexOf(':')) + "@" + digest);
        }

        private Subject.Made made() {
            return new Subject.Made(push.tagged(), id, Optional.of(byDigest()));
        }
    }

    /**
     * Attaches it to images that were built. That it did not work is only told.
     *
     * @param pushed the app's own image first
     * @param images where they are looked into
     */
    void attach(OneBuild asked, BuildFacts facts, List<Pushed> pushed, ImageStore images) throws InterruptedException {
        var components = new TreeSet<Component>(facts.declared());
        try {
            var packages = new InstalledPackages(images);
            pushed.forEach(image -> components.addAll(packages.in(image.id())));
        } catch (EngineProblem e) {
            notAttached(String.valueOf(e.getMessage()));
            return;
        }
        attach(asked.job().app(), asked.commit(), facts, components, pushed);
    }

    /** The same where it is known what is in them. */
    void attach(AppName app, String commit, BuildFacts facts, SortedSet<Component> components, List<Pushed> pushed)
            throws InterruptedException {
        var made = pushed.stream().map(Pushed::made).toList();
        var documents = write(new Subject.Images(UUID.randomUUID(), app, commit, made), facts, components);
        try {
            for (var image : pushed) {
                var push = image.push();
                AttachToImage.attach(
                        cc.drycc.imagebuilder.referrers.Subject.of(image.byDigest(), push.login(), push.security()),
                        documents.all(),
                        Instant.now());
            }
            out.println("       Attached " + told(documents));
        } catch (NotAttached e) {
            notAttached(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Puts it beside a slug.
     *
     * @throws StorageProblem when it is not there now
     */
    void putBeside(ObjectKey slug, Digest digest, OneBuild asked, BuildFacts facts, ObjectStore store) {
        var job = asked.job();
        var subject = new Subject.File(UUID.randomUUID(), job.app(), asked.commit(), slug.value(), digest);
        var documents = write(subject, facts, facts.declared());
        // of an earlier slug with, or without, a key
        store.delete(beside(slug, key.isPresent() ? Documents.UNSIGNED_PROVENANCE : Documents.PROVENANCE));
        for (var document : documents.all()) {
            var content = document.content();
            store.put(beside(slug, document.fileName()), new ByteArrayInputStream(content), content.length);
        }
        out.println("       Put beside it: " + told(documents));
    }

    /** Where a document of a slug is. */
    static ObjectKey beside(ObjectKey slug, String name) {
        return new ObjectKey(slug.value().substring(0, slug.value().lastIndexOf('/') + 1) + name);
    }

    private Documents write(Subject subject, BuildFacts facts, SortedSet<Component> components) {
        return Documents.write(subject, facts, components, BUILT_BY, ApiVersion.PLATFORM, key, Instant.now());
    }

    private String told(Documents documents) {
        var names = documents.all().stream().map(Attachment::fileName).collect(Collectors.joining(" and "));
        return key.map(present -> names + ", signed with " + present.id())
                .orElseGet(() -> names + ", not signed: " + KEY + " is not set");
    }

    private void notAttached(String reason) {
        out.println(" !     The evidence of this build is not attached: "
                + reason.lines().findFirst().orElse(""));
    }
}

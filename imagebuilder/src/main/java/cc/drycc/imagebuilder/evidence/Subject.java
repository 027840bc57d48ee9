package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Digest;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What a build made. */
public sealed interface Subject {

    /** The build's identity. */
    UUID build();

    /** Whose it is. */
    AppName app();

    /** Of the commit; empty when there is none. */
    String sha();

    /** Everything that was made under each of its names; the first is the main one. */
    List<Named> names();

    /** What the main one is, in the words of CycloneDX ("Component", "type"). */
    String kind();

    /**
     * A name and what is behind it.
     *
     * @param digest {@code sha256:…}
     */
    record Named(String name, String digest) {}

    /**
     * Images.
     *
     * @param images one, or several of a source with a {@code .drycc} folder; the app's own first
     */
    record Images(UUID build, AppName app, String sha, List<Made> images) implements Subject {

        /** @throws IllegalArgumentException when there is no image */
        public Images {
            images = List.copyOf(images);
            if (images.isEmpty()) {
                throw new IllegalArgumentException("a build without an image has no evidence");
            }
        }

        @Override
        public List<Named> names() {
            return images.stream().flatMap(Made::names).toList();
        }

        @Override
        public String kind() {
            return "container";
        }
    }

    /**
     * An image.
     *
     * @param id the digest of its configuration (OCI image spec, "ImageID")
     * @param pushed its name and the digest of its manifest in a registry; empty when it is in none
     */
    record Made(ImageRef name, ImageId id, Optional<ImageRef> pushed) {

        private Stream<Named> names() {
            var there = pushed.map(ImageRef::value)
                    .map(value ->
                            new Named(value.substring(0, value.indexOf('@')), value.substring(value.indexOf('@') + 1)));
            return Stream.concat(Stream.of(new Named(name.value(), id.value())), there.stream());
        }
    }

    /**
     * A file, such as a slug.
     *
     * @param name its key in object storage
     * @param digest of its content
     */
    record File(UUID build, AppName app, String sha, String name, Digest digest) implements Subject {

        @Override
        public List<Named> names() {
            return List.of(new Named(name, digest.value()));
        }

        @Override
        public String kind() {
            return "file";
        }
    }
}

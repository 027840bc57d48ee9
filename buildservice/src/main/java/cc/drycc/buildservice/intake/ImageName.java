package cc.drycc.buildservice.intake;

import cc.drycc.buildservice.problems.Problem;
import cc.drycc.engine.ImageRef;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code image_name} of an order: {@code namespace/image}, {@code private.repo/namespace/image}, with or without a tag. */
public final class ImageName {

    private static final int LONGEST = 255;
    private static final Pattern PATH_AND_TAG = Pattern.compile("[a-z0-9][a-z0-9._/-]*(?::[A-Za-z0-9_.-]+)?");

    private ImageName() {}

    /**
     * Checks what a person wrote.
     *
     * @param registry where names without a host go, such as {@code registry.example.com:5000}; empty for docker.io
     * @throws Problem when it is no name an image can be pushed to
     */
    public static ImageRef parse(String written, Optional<String> registry) {
        if (written.length() > LONGEST || !ImageRef.isValid(written) || ImageRef.isAmbiguous(written)) {
            throw refused();
        }
        if (written.contains("@")) {
            throw Problem.bad("image_name: an image is pushed to a name and tag, not to a digest.");
        }
        if (host(written).isPresent()) {
            return new ImageRef(written);
        }
        if (!PATH_AND_TAG.matcher(written).matches()) {
            throw refused();
        }
        return new ImageRef(registry.map(host -> host + "/" + written).orElse(written));
    }

    /** The registry's host and port in a name; by the rule of the Docker clients, what has a dot, a colon or is localhost. */
    public static Optional<String> host(String name) {
        int slash = name.indexOf('/');
        var first = slash < 0 ? "" : name.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost")
                ? Optional.of(first)
                : Optional.empty();
    }

    private static Problem refused() {
        return Problem.bad("image_name: use namespace/image or registry.example.com/namespace/image, in lower case, "
                + "with or without :tag.");
    }
}

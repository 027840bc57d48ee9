package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;

/**
 * Keeps images for other processors out: their programs would end with "exec format error" once they are released.
 *
 * @param architecture of the engine's machine
 */
record ProcessorRule(String architecture) {

    /** @throws BuildFailed when the image is for another processor; one that does not say which is let through */
    Image only(Image image) throws BuildFailed {
        if (image.architecture().isEmpty() || runs(image.architecture())) {
            return image;
        }
        throw new BuildFailed(
                "the image is for %s processors, this platform's engine has %s: build it, and what it is built on, for %s"
                        .formatted(image.architecture(), architecture, architecture));
    }

    private boolean runs(String other) {
        return other.equals(architecture) || (architecture.equals("amd64") && other.equals("386"));
    }
}

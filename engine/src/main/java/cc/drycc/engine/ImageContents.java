package cc.drycc.engine;

import java.util.Optional;

/** The files of one image while {@link ImageStore#read} has it open. */
@FunctionalInterface
public interface ImageContents {

    /**
     * The content of a file; each call asks the engine.
     *
     * @param path absolute
     * @param maxBytes a larger file is not read
     * @return empty for what is not there, too large, or no regular file
     */
    Optional<byte[]> file(String path, int maxBytes);
}

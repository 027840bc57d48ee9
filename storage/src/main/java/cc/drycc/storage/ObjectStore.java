package cc.drycc.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps blobs by name. All methods block, may be called from any (virtual) thread, and throw {@link StorageProblem} when
 * the store fails. The bucket is made when the first object is put.
 */
public interface ObjectStore extends AutoCloseable {

    /** Puts a file, replacing what has this name. After the return the object is there whole; after an error it is not. */
    void put(ObjectKey key, Path file);

    /**
     * Puts a stream. As it can be read only once, a connection that breaks half-way is not retried.
     *
     * @param length how many bytes the stream gives; fewer or more is an error
     */
    void put(ObjectKey key, InputStream content, long length);

    /**
     * Writes an object to a file, replacing it; nothing is left of it after an error.
     *
     * @throws StorageProblem of kind {@code MISSING} when there is no such object
     */
    void get(ObjectKey key, Path target);

    /**
     * Opens an object for reading; the caller closes the stream.
     *
     * @throws StorageProblem of kind {@code MISSING} when there is no such object
     */
    InputStream open(ObjectKey key);

    /** What is known of an object; empty when it is not there. */
    Optional<ObjectInfo> head(ObjectKey key);

    /** Removes an object; one that is not there is fine. */
    void delete(ObjectKey key);

    /**
     * Removes every object whose name starts with this text.
     *
     * @param prefix not empty, so that a slip never empties a bucket
     * @return how many were removed
     */
    int deletePrefix(String prefix);

    /** The objects whose name starts with this text, by name. */
    List<ObjectInfo> list(String prefix);

    @Override
    void close();
}

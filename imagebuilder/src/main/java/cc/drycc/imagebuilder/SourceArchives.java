package cc.drycc.imagebuilder;

import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.StorageProblem;
import java.io.InputStream;

/** Where the archives of builds are read: an object store, as a rule. */
@FunctionalInterface
public interface SourceArchives {

    /**
     * Opens an archive; the caller closes the stream.
     *
     * @throws StorageProblem when it is not there or cannot be read
     */
    InputStream open(ObjectKey key);
}

package cc.drycc.buildservice.jobs;

import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.ObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;

/** The archives that came with orders, in object storage until their job is over. */
public final class SourceArchives {

    private final ObjectStore objects;

    public SourceArchives(ObjectStore objects) {
        this.objects = objects;
    }

    public void keep(UUID job, Path archive) {
        objects.put(key(job), archive);
    }

    /** Opens it; the caller closes the stream. */
    public InputStream open(UUID job) {
        return objects.open(key(job));
    }

    /** Removes it; one that is not there is fine. */
    public void forget(UUID job) {
        objects.delete(key(job));
    }

    private static ObjectKey key(UUID job) {
        return new ObjectKey("buildservice/" + job + ".tar");
    }
}

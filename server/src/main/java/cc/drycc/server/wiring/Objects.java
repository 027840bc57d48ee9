package cc.drycc.server.wiring;

import cc.drycc.server.home.PlatformHome;
import cc.drycc.storage.AccessKey;
import cc.drycc.storage.EmbeddedS3;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.S3ObjectStore;
import cc.drycc.storage.StorageSettings;
import java.util.Map;
import java.util.Optional;

/**
 * The object store: the one the settings name, else the embedded one.
 *
 * @param store what the roles use
 * @param embedded the server behind it when it is ours
 */
public record Objects(ObjectStore store, Optional<EmbeddedS3> embedded) implements AutoCloseable {

    public static Objects open(PlatformHome home, Map<String, String> environment) {
        var external = StorageSettings.from(environment);
        if (external.isPresent()) {
            return new Objects(new S3ObjectStore(external.get()), Optional.empty());
        }
        var server =
                EmbeddedS3.start(home.objects(), 0, AccessKey.inFile(home.keys().resolve("objects.key")));
        return new Objects(new S3ObjectStore(server.settings()), Optional.of(server));
    }

    @Override
    public void close() {
        store.close();
        embedded.ifPresent(EmbeddedS3::close);
    }
}

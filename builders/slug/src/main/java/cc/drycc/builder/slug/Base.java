package cc.drycc.builder.slug;

import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageConfiguration;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a slug is put on when no engine is there to do it. */
public sealed interface Base {

    /** An image in a registry; of an index, the one for Linux on this machine's processor. */
    record Pulled(Place place) implements Base {}

    /** An image in a tar, as {@code docker save} or OCI tools write it. */
    record Saved(Path file) implements Base {}

    /** One of its layers, packed, as registries have them. */
    record Layer(DescriptorDigest digest, long size) {}

    /** A base that was opened. */
    interface Opened extends AutoCloseable {

        ImageConfiguration configuration();

        List<Layer> layers();

        /** Brings a layer to the registry an image goes to, which does not have it. */
        void send(Layer layer, Registry target) throws RegistryException, IOException;

        @Override
        void close() throws IOException;
    }

    /** @param folder where layers of a tar are packed; the caller removes it */
    default Opened open(Path folder) throws ArchiveRefused, RegistryException, IOException {
        return switch (this) {
            case Pulled pulled -> PulledBase.open(pulled.place());
            case Saved saved -> SavedBase.open(saved.file(), folder);
        };
    }
}

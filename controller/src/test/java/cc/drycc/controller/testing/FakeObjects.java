package cc.drycc.controller.testing;

import cc.drycc.storage.ObjectInfo;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** An object store in memory that can be told to be away. */
public final class FakeObjects implements ObjectStore {

    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private volatile boolean away;

    /** A class, as records with arrays do not compare well. */
    private static final class Stored {
        private final byte[] bytes;
        private final Instant modified;

        Stored(byte[] bytes, Instant modified) {
            this.bytes = bytes;
            this.modified = modified;
        }

        byte[] bytes() {
            return bytes;
        }

        Instant modified() {
            return modified;
        }
    }

    /** From now on every call fails, or works again. */
    public void away(boolean now) {
        away = now;
    }

    /** The names of all objects. */
    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /** Puts an object that is so old. */
    public void put(String key, Instant modified) {
        objects.put(key, new Stored(new byte[0], modified));
    }

    @Override
    public void put(ObjectKey key, Path file) {
        check();
        try {
            objects.put(key.value(), new Stored(Files.readAllBytes(file), Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void put(ObjectKey key, InputStream content, long length) {
        check();
        try {
            objects.put(key.value(), new Stored(content.readAllBytes(), Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void get(ObjectKey key, Path target) {
        try (var in = open(key)) {
            Files.write(target, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(ObjectKey key) {
        check();
        var stored = Optional.ofNullable(objects.get(key.value()))
                .orElseThrow(() -> new StorageProblem(StorageProblem.Kind.MISSING, "there is no " + key));
        return new ByteArrayInputStream(stored.bytes());
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        check();
        return Optional.ofNullable(objects.get(key.value()))
                .map(stored -> new ObjectInfo(key, stored.bytes().length, stored.modified()));
    }

    @Override
    public void delete(ObjectKey key) {
        check();
        objects.remove(key.value());
    }

    @Override
    public int deletePrefix(String prefix) {
        check();
        int before = objects.size();
        objects.keySet().removeIf(key -> key.startsWith(prefix));
        return before - objects.size();
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        check();
        return objects.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .map(each -> new ObjectInfo(
                        new ObjectKey(each.getKey()),
                        each.getValue().bytes().length,
                        each.getValue().modified()))
                .toList();
    }

    @Override
    public void close() {}

    private void check() {
        if (away) {
            throw new StorageProblem(StorageProblem.Kind.UNREACHABLE, "the object storage does not answer");
        }
    }
}

package cc.drycc.controller.testing;

import cc.drycc.storage.ObjectInfo;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.ObjectStore;
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

/** An object store in memory, for tests that are about something else. */
public final class MemoryObjects implements ObjectStore {

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    /** The names of all objects. */
    public List<String> names() {
        return List.copyOf(objects.keySet());
    }

    @Override
    public void put(ObjectKey key, Path file) {
        try {
            objects.put(key.value(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void put(ObjectKey key, InputStream content, long length) {
        try {
            objects.put(key.value(), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void get(ObjectKey key, Path target) {
        try {
            Files.write(target, objects.get(key.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(ObjectKey key) {
        return new ByteArrayInputStream(objects.get(key.value()));
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return list(key.value()).stream()
                .filter(object -> object.key().equals(key))
                .findFirst();
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key.value());
    }

    @Override
    public int deletePrefix(String prefix) {
        int before = objects.size();
        objects.keySet().removeIf(name -> name.startsWith(prefix));
        return before - objects.size();
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new ObjectInfo(new ObjectKey(object.getKey()), object.getValue().length, Instant.now()))
                .toList();
    }

    @Override
    public void close() {}
}

package cc.drycc.storage;

import cc.drycc.storage.StorageProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in one bucket of any store that speaks S3. The client behind it is heavy (classes, about half a second), so it
 * is made when the first object is asked for.
 */
public final class S3ObjectStore implements ObjectStore {

    private static final Logger log = LoggerFactory.getLogger(S3ObjectStore.class);

    /** S3 takes at most a thousand names in one delete. */
    private static final int PAGE = 1000;

    private final StorageSettings settings;
    private final S3Problems problems;
    private final LazyClient client;
    private volatile boolean bucketKnown;

    /** Nothing is connected to before the first call. */
    public S3ObjectStore(StorageSettings settings) {
        this.settings = settings;
        this.problems = new S3Problems(settings);
        this.client = new LazyClient(settings);
    }

    @Override
    public void put(ObjectKey key, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StorageProblem(Kind.LOCAL, "Cannot store " + key + ": " + file + " is not a file");
        }
        put(key, RequestBody.fromFile(file));
    }

    @Override
    public void put(ObjectKey key, InputStream content, long length) {
        put(key, RequestBody.fromInputStream(content, length));
    }

    private void put(ObjectKey key, RequestBody body) {
        ensureBucket();
        asking("put " + key, s3 -> {
            try {
                return s3.putObject(put -> put.bucket(settings.bucket()).key(key.value()), body);
            } catch (NoSuchBucketException e) {
                bucketKnown = false; // somebody removed it; the next put makes it again
                throw e;
            } catch (IllegalStateException e) {
                throw problems.truncated(key, e);
            }
        });
    }

    @Override
    public void get(ObjectKey key, Path target) {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            try (var content = open(key)) {
                Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw problems.copying(key, e);
        }
    }

    @Override
    public InputStream open(ObjectKey key) {
        return asking(
                "get " + key,
                s3 -> s3.getObject(get -> get.bucket(settings.bucket()).key(key.value())));
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        try {
            return asking("look up " + key, s3 -> {
                var head = s3.headObject(h -> h.bucket(settings.bucket()).key(key.value()));
                return Optional.of(new ObjectInfo(key, head.contentLength(), head.lastModified()));
            });
        } catch (StorageProblem e) {
            return absent(e, Optional.empty());
        }
    }

    @Override
    public void delete(ObjectKey key) {
        try {
            asking(
                    "delete " + key,
                    s3 -> s3.deleteObject(d -> d.bucket(settings.bucket()).key(key.value())));
        } catch (StorageProblem e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
        }
    }

    @Override
    public int deletePrefix(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("an empty prefix would delete every object");
        }
        var keys = list(prefix).stream().map(ObjectInfo::key).toList();
        for (int from = 0; from < keys.size(); from += PAGE) {
            deleteAll(prefix, keys.subList(from, Math.min(from + PAGE, keys.size())));
        }
        return keys.size();
    }

    private void deleteAll(String prefix, List<ObjectKey> keys) {
        var names = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key.value()).build())
                .toList();
        var answer = asking(
                "delete " + prefix + "*",
                s3 -> s3.deleteObjects(d -> d.bucket(settings.bucket()).delete(list -> list.objects(names))));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            var first = answer.errors().getFirst();
            throw new StorageProblem(
                    Kind.BROKEN,
                    "The object storage at %s kept %d objects below %s (%s: %s); delete again"
                            .formatted(settings.endpoint(), answer.errors().size(), prefix, first.key(), first.code()));
        }
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        try {
            return asking("list " + prefix + "*", s3 -> {
                var found = new ArrayList<ObjectInfo>();
                s3.listObjectsV2Paginator(l -> l.bucket(settings.bucket()).prefix(prefix)).contents().stream()
                        .map(S3ObjectStore::info)
                        .flatMap(Optional::stream)
                        .forEach(found::add);
                return List.copyOf(found);
            });
        } catch (StorageProblem e) {
            return absent(e, List.of());
        }
    }

    /** Folder markers and other names we never give are somebody else's objects in a shared bucket. */
    private static Optional<ObjectInfo> info(S3Object object) {
        try {
            return Optional.of(new ObjectInfo(new ObjectKey(object.key()), object.size(), object.lastModified()));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private void ensureBucket() {
        if (bucketKnown) {
            return;
        }
        asking("make the bucket " + settings.bucket(), s3 -> {
            if (!hasBucket(s3)) {
                createBucket(s3);
            }
            bucketKnown = true;
            return settings.bucket();
        });
    }

    private boolean hasBucket(S3Client s3) {
        try {
            s3.headBucket(b -> b.bucket(settings.bucket()));
            return true;
        } catch (NoSuchBucketException e) {
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == 403) {
                return true; // a key may be allowed to put and not to look; the put itself will tell
            }
            throw e;
        }
    }

    private void createBucket(S3Client s3) {
        try {
            s3.createBucket(b -> b.bucket(settings.bucket()));
            log.info("storage=bucket-created endpoint={} bucket={}", settings.endpoint(), settings.bucket());
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            log.debug("storage=bucket-exists bucket={}", settings.bucket());
        }
    }

    private <T> T asking(String what, Function<S3Client, T> call) {
        try {
            return call.apply(client.get());
        } catch (NoSuchKeyException e) {
            throw problems.missing(what, e);
        } catch (NoSuchBucketException e) {
            throw problems.missing(what, e);
        } catch (SdkException e) {
            throw problems.of(what, e);
        }
    }

    private static <T> T absent(StorageProblem problem, T otherwise) {
        if (problem.kind() == Kind.MISSING) {
            return otherwise;
        }
        throw problem;
    }

    @Override
    public void close() {
        client.close();
    }
}

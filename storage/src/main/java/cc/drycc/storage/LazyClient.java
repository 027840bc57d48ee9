package cc.drycc.storage;

import cc.drycc.storage.StorageProblem.Kind;
import cc.drycc.storage.StorageSettings.Addressing;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the S3 client when it is first needed, once. */
final class LazyClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** Between two bytes; a large object as a whole may take as long as it takes. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration WHOLE_CALL = Duration.ofMinutes(10);
    private static final int CONNECTIONS = 16;

    private final StorageSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable S3Client client;
    private boolean closed;

    LazyClient(StorageSettings settings) {
        this.settings = settings;
    }

    S3Client get() {
        lock.lock();
        try {
            if (closed) {
                throw new StorageProblem(Kind.LOCAL, "The object storage client is closed: the platform is stopping");
            }
            var known = client;
            if (known == null) {
                known = connect();
                client = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private S3Client connect() {
        var key = AwsBasicCredentials.create(settings.key().id(), settings.key().secret());
        return S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .forcePathStyle(settings.addressing() == Addressing.PATH)
                // Stores that are not Amazon's often refuse the checksums the SDK adds unasked, and want the older MD5.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT)
                        .connectionAcquisitionTimeout(SILENCE)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD)
                        .apiCallTimeout(WHOLE_CALL)
                        // Only our own settings count, not the AWS files of whoever runs the platform.
                        .defaultProfileFileSupplier(
                                () -> ProfileFile.aggregator().build()))
                .build();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (client != null) {
                client.close();
                client = null;
            }
        } finally {
            lock.unlock();
        }
    }
}

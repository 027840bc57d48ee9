package cc.drycc.storage;

import cc.drycc.storage.StorageProblem.Kind;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into one line that says what to try. */
final class S3Problems {

    private final StorageSettings settings;

    S3Problems(StorageSettings settings) {
        this.settings = settings;
    }

    StorageProblem missing(String what, SdkException cause) {
        return new StorageProblem(
                Kind.MISSING, "The object storage at " + where() + " could not " + what + ": it is not there", cause);
    }

    StorageProblem of(String what, SdkException cause) {
        if (!(cause instanceof AwsServiceException answer)) {
            return problem(
                    Kind.UNREACHABLE,
                    what,
                    "no answer",
                    "check that it runs and that DRYCC_STORAGE_ENDPOINT is right",
                    cause);
        }
        String code = code(answer);
        if (answer.statusCode() == 404) {
            return missing(what, cause);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return problem(Kind.REFUSED, what, code, "set this machine's clock", cause);
        }
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            return problem(
                    Kind.REFUSED,
                    what,
                    code,
                    "check DRYCC_STORAGE_ACCESSKEY, DRYCC_STORAGE_SECRETKEY and the key's rights on the bucket",
                    cause);
        }
        if (answer.statusCode() == 507) {
            return problem(Kind.FULL, what, code, "make room in it", cause);
        }
        return problem(Kind.BROKEN, what, code, "look at its own log, then try again", cause);
    }

    /** What the store calls it. An answer to HEAD has no text, and so often no name either. */
    private static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("HTTP " + answer.statusCode());
    }

    StorageProblem copying(ObjectKey key, IOException cause) {
        return new StorageProblem(
                Kind.LOCAL,
                "Could not copy " + key + " from the object storage at " + where()
                        + ": the connection broke or this machine's disk is full; nothing was kept, try again",
                cause);
    }

    StorageProblem truncated(ObjectKey key, RuntimeException cause) {
        return new StorageProblem(
                Kind.LOCAL, "Could not put " + key + ": its content ended too early; nothing was stored", cause);
    }

    private StorageProblem problem(Kind kind, String what, String happened, String advice, SdkException cause) {
        return new StorageProblem(
                kind,
                "The object storage at %s could not %s: %s; nothing was changed; %s"
                        .formatted(where(), what, happened, advice),
                cause);
    }

    private String where() {
        return settings.endpoint() + "/" + settings.bucket();
    }
}

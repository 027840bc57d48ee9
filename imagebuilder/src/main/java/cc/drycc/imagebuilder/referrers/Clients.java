package cc.drycc.imagebuilder.referrers;

import cc.drycc.engine.ImagePush.Security;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The two HTTP clients of this process: to make one, with its TLS, takes longer than to attach a document. They keep no
 * passwords, and their connections end when nobody uses them.
 */
final class Clients {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private Clients() {}

    /** Made when they are first wanted. */
    private static final class Verified {
        private static final HttpClient CLIENT = builder().build();
    }

    private static final class Unverified {
        private static final HttpClient CLIENT =
                builder().sslContext(AnyCertificate.context()).build();
    }

    static HttpClient of(Security security) {
        return switch (security) {
            case VERIFIED -> Verified.CLIENT;
            case UNVERIFIED -> Unverified.CLIENT;
        };
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
    }
}

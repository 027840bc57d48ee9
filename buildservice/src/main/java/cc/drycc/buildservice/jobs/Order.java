package cc.drycc.buildservice.jobs;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.RegistryLogin;
import java.net.URI;
import java.util.Optional;

/**
 * What somebody wants built and where it goes.
 *
 * @param image as they wrote it
 * @param login for the image's registry
 * @param source what to build
 * @param hook whom to tell when it is over
 */
public record Order(ImageRef image, Optional<RegistryLogin> login, Source source, Optional<Hook> hook) {

    /** What to build. */
    public sealed interface Source {

        /** A Dockerfile that needs no other file. */
        record Dockerfile(String text) implements Source {
            @Override
            public String toString() {
                return "Dockerfile";
            }
        }

        /** An archive that came with the order; it lies in object storage. */
        record Archive() implements Source {}

        /** An archive to fetch. */
        record Url(URI url) implements Source {
            /** Without path and query, which often hold a token. */
            @Override
            public String toString() {
                return "Url[" + url.getHost() + "]";
            }
        }

        /** As the database calls it. */
        default String kind() {
            return switch (this) {
                case Dockerfile dockerfile -> "dockerfile";
                case Archive archive -> "archive";
                case Url url -> "url";
            };
        }
    }

    /**
     * Whom to tell.
     *
     * @param url http or https
     * @param secret signs what is sent; empty for the operator's
     */
    public record Hook(URI url, Optional<String> secret) {
        @Override
        public String toString() {
            return "Hook[" + url.getHost() + "]";
        }
    }

    /** Without anything secret. */
    @Override
    public String toString() {
        return "Order[%s %s]".formatted(image, source.kind());
    }
}

package cc.drycc.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The platform's own server. */
class EmbeddedS3IT extends ObjectStoreContract {

    @Override
    Server start(Path objects) {
        var server = EmbeddedS3.start(objects, 0, key);
        return new Server(server.settings(), server);
    }

    @Test
    void says_when_its_port_is_taken() {
        try (var first = EmbeddedS3.start(folder.resolve("first"), 0, key)) {
            assertThatThrownBy(() -> EmbeddedS3.start(folder.resolve("second"), first.port(), key))
                    .isInstanceOf(StorageProblem.class)
                    .hasMessageContaining(String.valueOf(first.port()));
        }
    }
}

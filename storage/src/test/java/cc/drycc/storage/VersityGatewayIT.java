package cc.drycc.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

/** A server somebody else wrote, in another language. */
class VersityGatewayIT extends ObjectStoreContract {

    @BeforeAll
    static void there() {
        VersityGateway.missing().ifPresent(reason -> {
            System.out.println("SKIPPED VersityGatewayIT: " + reason);
            assumeTrue(false, reason);
        });
    }

    @Override
    Server start(Path objects) throws Exception {
        var server = VersityGateway.start(objects, key);
        return new Server(server.settings(), server);
    }
}

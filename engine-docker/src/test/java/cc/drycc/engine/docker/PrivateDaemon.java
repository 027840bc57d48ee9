package cc.drycc.engine.docker;

import java.net.URI;
import java.util.Optional;

/** A container engine of a test's own, on temporary folders. Stopping ends it and what it runs, and nothing else. */
public interface PrivateDaemon {

    /** Where its API is. */
    URI host();

    /** The OCI runtime it must be used with. */
    Optional<String> runtime();

    /** Ends the API process as a crash would, and starts it again on the same folders. */
    void restart() throws Exception;

    /** Ends it and removes everything it had. */
    void stop() throws Exception;
}

package cc.drycc.buildservice.clients;

import java.util.Optional;

/** Knows who a token belongs to. */
public interface Clients {

    /** Whether somebody without a token may come in. */
    enum Door {
        OPEN,
        LOCKED
    }

    Door door();

    /** The name behind a token; empty when it is none. */
    Optional<String> identify(String token);
}

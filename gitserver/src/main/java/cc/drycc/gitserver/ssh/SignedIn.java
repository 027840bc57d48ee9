package cc.drycc.gitserver.ssh;

import cc.drycc.gitserver.PushGate;
import cc.drycc.gitserver.Pusher;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/**
 * Knows a person by the key that signed. It is asked for every key a client offers and once more for the one it signs
 * with, last before the session opens; so the person noted last is the one who signed.
 */
final class SignedIn implements PublickeyAuthenticator {

    private static final int RSA_BITS = 2_048;
    private static final AttributeKey<Pusher> PUSHER = new AttributeKey<>();

    private final PushGate gate;

    SignedIn(PushGate gate) {
        this.gate = gate;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        session.removeAttribute(PUSHER);
        if (!"git".equals(username) || !strongEnough(key)) {
            return false;
        }
        var pusher = gate.identify(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
        pusher.ifPresent(person -> session.setAttribute(PUSHER, person));
        return pusher.isPresent();
    }

    private static boolean strongEnough(PublicKey key) {
        return switch (KeyUtils.getKeyType(key)) {
            case "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> true;
            case "ssh-rsa" -> KeyUtils.getKeySize(key) >= RSA_BITS;
            case null, default -> false;
        };
    }

    /** Who opened the session. */
    static Optional<Pusher> of(ServerSession session) {
        return Optional.ofNullable(session.getAttribute(PUSHER));
    }
}

package cc.drycc.gitserver;

import cc.drycc.engine.AppName;
import java.util.Optional;

/** The platform behind the git server: knows whose key it is, who may do what, and makes a release of a push. */
public interface PushGate {

    /**
     * Whose key this is.
     *
     * @param sha256 the SHA-256 fingerprint of the key blob as OpenSSH prints it: {@code SHA256:} and unpadded base64
     * @return empty when no active user has registered the key
     */
    Optional<Pusher> identify(String sha256);

    /**
     * Whether this person may do this to the app. Called before any byte of the repository is read, and again before a
     * ref moves. An app that does not exist and one the person may not see are told apart by nobody: same answer.
     */
    boolean allows(Pusher pusher, AppName app, GitAccess access);

    /**
     * Builds and deploys the pushed commit; returns when the release serves. Called at most once at a time per app.
     *
     * @throws PushRejected with the reason for the person; the ref does not move
     * @throws InterruptedException the person is gone or the server stops; the ref does not move
     */
    void receive(Push push, PushOutput output) throws PushRejected, InterruptedException;
}

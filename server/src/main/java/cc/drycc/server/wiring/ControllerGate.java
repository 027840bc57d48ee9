package cc.drycc.server.wiring;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.pushes.PushDoor;
import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.engine.AppName;
import cc.drycc.gitserver.GitAccess;
import cc.drycc.gitserver.Push;
import cc.drycc.gitserver.PushGate;
import cc.drycc.gitserver.PushOutput;
import cc.drycc.gitserver.PushRejected;
import cc.drycc.gitserver.Pusher;
import java.util.Optional;

/** The controller as the git server sees it. */
public final class ControllerGate implements PushGate {

    private final PushDoor controller;

    public ControllerGate(PushDoor controller) {
        this.controller = controller;
    }

    @Override
    public Optional<Pusher> identify(String sha256) {
        return controller.identify(sha256).map(owner -> new Pusher(owner.user().username(), owner.keyId()));
    }

    @Override
    public boolean allows(Pusher pusher, AppName app, GitAccess access) {
        var action = switch (access) {
            case READ -> Action.VIEW;
            case WRITE -> Action.CHANGE;
        };
        return controller.allows(pusher.username(), app, action);
    }

    @Override
    public void receive(Push push, PushOutput output) throws PushRejected, InterruptedException {
        var source = new PushedSource(
                push.pusher().username(),
                push.app(),
                push.branch(),
                push.commit().sha(),
                push.commit()::writeArchive);
        try {
            controller.receive(source, output::line);
        } catch (PushFailed e) {
            throw new PushRejected(e.reason());
        }
    }
}

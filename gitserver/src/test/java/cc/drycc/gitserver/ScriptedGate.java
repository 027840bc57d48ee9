package cc.drycc.gitserver;

import cc.drycc.engine.AppName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A platform that does what a test says. */
final class ScriptedGate implements PushGate {

    final Map<String, Pusher> keys = new ConcurrentHashMap<>();
    final Set<String> allowed = ConcurrentHashMap.newKeySet();
    final List<Push> pushes = new CopyOnWriteArrayList<>();
    final Semaphore started = new Semaphore(0);
    final Semaphore interrupted = new Semaphore(0);
    volatile Work work = (push, output) -> output.line("-----> built " + push.branch());

    /** What happens to a push. */
    interface Work {
        void on(Push push, PushOutput output) throws PushRejected, InterruptedException;
    }

    @Override
    public Optional<Pusher> identify(String sha256) {
        return Optional.ofNullable(keys.get(sha256));
    }

    @Override
    public boolean allows(Pusher pusher, AppName app, GitAccess access) {
        return allowed.contains(pusher.username() + "/" + app);
    }

    @Override
    public void receive(Push push, PushOutput output) throws PushRejected, InterruptedException {
        pushes.add(push);
        started.release();
        try {
            work.on(push, output);
        } catch (InterruptedException e) {
            interrupted.release();
            throw e;
        }
    }
}

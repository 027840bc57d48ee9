package cc.drycc.gitserver.receive;

import cc.drycc.engine.AppName;
import cc.drycc.gitserver.GitAccess;
import cc.drycc.gitserver.GitServerSettings;
import cc.drycc.gitserver.Push;
import cc.drycc.gitserver.PushGate;
import cc.drycc.gitserver.PushRejected;
import cc.drycc.gitserver.Pusher;
import cc.drycc.gitserver.repository.CommitTree;
import cc.drycc.gitserver.repository.Repositories;
import cc.drycc.imagebuilder.SourceTurns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one {@code git-receive-pack} from the advertisement of refs to the report. */
public final class ReceivePush {

    private static final Logger log = LoggerFactory.getLogger(ReceivePush.class);
    private static final long MAX_COMMAND_BYTES = 1 << 20;

    private final GitServerSettings settings;
    private final Repositories repositories;
    private final SourceTurns turns;
    private final PushGate gate;
    private final RefRules rules;

    public ReceivePush(GitServerSettings settings, Repositories repositories, SourceTurns turns, PushGate gate) {
        this.settings = settings;
        this.repositories = repositories;
        this.turns = turns;
        this.gate = gate;
        this.rules = new RefRules(settings);
    }

    /**
     * Talks to git at the other end until it is done. The caller has checked that this person may push to this app.
     *
     * @return the exit code for the client
     */
    public int serve(Pusher pusher, AppName app, InputStream in, OutputStream out, OutputStream err)
            throws IOException {
        var turn = turns.take(app);
        if (turn.isEmpty()) {
            var refusal = new PacketLineOut(out);
            refusal.writeString("ERR Another git push is ongoing");
            refusal.flush();
            return 1;
        }
        try (var _ = turn.get()) {
            receive(pusher, app, in, out, err);
            return 0;
        }
    }

    private void receive(Pusher pusher, AppName app, InputStream in, OutputStream out, OutputStream err)
            throws IOException {
        try (var main = repositories.open(app);
                var quarantine = Quarantine.open(settings.repositories());
                var repository = repositories.open(app, quarantine.objects())) {
            var pack = new ReceivePack(repository);
            pack.setCheckReceivedObjects(true);
            pack.setObjectChecker(checker());
            pack.setAllowCreates(true);
            pack.setAllowDeletes(true); // refused by our own rules, with a reason a person understands
            pack.setAllowNonFastForwards(true); // git refuses them at the other end unless they are forced
            pack.setAllowPushOptions(false);
            pack.setMaxCommandBytes(MAX_COMMAND_BYTES);
            pack.setMaxPackSizeLimit(settings.maxPackBytes());
            pack.setMaxObjectSizeLimit(settings.maxObjectBytes());
            pack.setTimeout((int) settings.stall().toSeconds());
            pack.setPreReceiveHook(
                    (receiving, commands) -> decide(receiving, commands, pusher, app, repository, quarantine, main));
            pack.receive(in, out, err);
        }
        repositories.tidy(app);
    }

    /** What git's own servers refuse, but not the small sins of old histories that every host accepts. */
    private static ObjectChecker checker() {
        return new ObjectChecker()
                .setAllowLeadingZeroFileMode(true)
                .setAllowInvalidPersonIdent(true)
                .setSafeForWindows(false)
                .setSafeForMacOS(true);
    }

    private void decide(
            ReceivePack receiving,
            Collection<ReceiveCommand> commands,
            Pusher pusher,
            AppName app,
            Repository repository,
            Quarantine quarantine,
            Repository main) {
        var branch = rules.branchToBuild(commands);
        if (branch.isEmpty()) {
            return;
        }
        var command = branch.get();
        try {
            var commit = CommitTree.of(repository, command.getNewId(), settings.maxArchiveBytes());
            var problem = commit.problem();
            if (problem.isPresent()) {
                throw new PushRejected(problem.get());
            }
            gate.receive(new Push(pusher, app, RefRules.branch(command), commit), line -> tell(receiving, line));
            if (!gate.allows(pusher, app, GitAccess.WRITE)) {
                throw new PushRejected("your right to push to " + app + " was taken away meanwhile");
            }
            quarantine.release(main.getDirectory().toPath().resolve("objects"));
        } catch (PushRejected refused) {
            log.info(
                    "app={} pusher={} push=rejected reason={}",
                    app,
                    pusher.username(),
                    PusherLine.clean(refused.reason()));
            RefRules.reject(command, refused.reason());
        } catch (InterruptedException gone) {
            log.info("app={} pusher={} push=interrupted", app, pusher.username());
            Thread.currentThread().interrupt();
            RefRules.reject(command, "the push was interrupted");
        } catch (IOException | RuntimeException | Error broken) {
            log.error("app={} pusher={} push=failed", app, pusher.username(), broken);
            RefRules.reject(command, "the platform could not take this push; nothing was changed, try again");
        }
    }

    private static void tell(ReceivePack receiving, String line) {
        receiving.sendMessage(PusherLine.clean(line));
        try {
            receiving.getMessageOutputStream().flush();
        } catch (IOException gone) {
            // whoever left is noticed by the session, which interrupts this thread
        }
    }
}

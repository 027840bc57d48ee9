package cc.drycc.gitserver;

import cc.drycc.engine.AppName;
import cc.drycc.gitserver.receive.Quarantine;
import cc.drycc.gitserver.receive.ReceivePush;
import cc.drycc.gitserver.repository.JGitEnvironment;
import cc.drycc.gitserver.repository.Repositories;
import cc.drycc.gitserver.ssh.SshFront;
import cc.drycc.imagebuilder.SourceTurns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The running git server. */
public final class GitServer implements AutoCloseable {

    private static final Duration UNDER_WAY = Duration.ofSeconds(10);

    private final Repositories repositories;
    private final SourceTurns turns;
    private final SshFront ssh;

    private GitServer(Repositories repositories, SourceTurns turns, SshFront ssh) {
        this.repositories = repositories;
        this.turns = turns;
        this.ssh = ssh;
    }

    /**
     * Starts listening. What a killed predecessor left in quarantine is removed first.
     *
     * @param turns shared with the other ways for source to come in
     * @throws GitServerProblem when the port is taken or a folder cannot be used
     */
    public static GitServer start(GitServerSettings settings, PushGate gate, SourceTurns turns) {
        JGitEnvironment.install();
        try {
            var repositories = new Repositories(settings.repositories());
            Quarantine.clear(settings.repositories());
            var receive = new ReceivePush(settings, repositories, turns, gate);
            var ssh = SshFront.start(settings, gate, repositories, receive);
            return new GitServer(repositories, turns, ssh);
        } catch (IOException e) {
            throw new GitServerProblem(
                    "cannot listen for git on port " + settings.port() + ": " + e.getMessage()
                            + "; choose another with --ssh-port",
                    e);
        }
    }

    /** Where it listens; the real port when 0 was asked for. */
    public InetSocketAddress address() {
        return ssh.address();
    }

    /** Ends a push, or another build of source, that is under way and removes the repository of a destroyed app. One that is not there is fine. */
    public void removeRepository(AppName app) {
        turns.end(app, UNDER_WAY);
        repositories.remove(app);
    }

    /** Stops listening and cuts sessions; a push that is cut leaves its ref where it was. */
    @Override
    public void close() {
        ssh.close();
    }
}

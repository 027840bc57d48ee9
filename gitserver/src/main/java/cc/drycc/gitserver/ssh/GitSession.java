package cc.drycc.gitserver.ssh;

import cc.drycc.engine.AppName;
import cc.drycc.gitserver.PushGate;
import cc.drycc.gitserver.Pusher;
import cc.drycc.gitserver.receive.ReceivePush;
import cc.drycc.gitserver.repository.Repositories;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command of one SSH session, on a thread of its own that is interrupted when the client is gone. */
final class GitSession implements Command {

    private static final Logger log = LoggerFactory.getLogger(GitSession.class);
    private static final int REFUSED = 128;

    private final String line;
    private final PushGate gate;
    private final Repositories repositories;
    private final ReceivePush receive;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;
    private @Nullable Thread thread;

    GitSession(String line, PushGate gate, Repositories repositories, ReceivePush receive) {
        this.line = line;
        this.gate = gate;
        this.repositories = repositories;
        this.receive = receive;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        var pusher = SignedIn.of(channel.getServerSession());
        boolean protocol2 = "version=2".equals(environment.getEnv().get("GIT_PROTOCOL"));
        thread = Thread.ofVirtual().name("git-session").start(() -> {
            int code = 1;
            try {
                code = run(pusher, protocol2);
            } catch (IOException | RuntimeException e) {
                // the client is gone, or sent something that is not git's protocol
                log.info(
                        "session=ended reason={}",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            } catch (Error broken) {
                log.error("session=broken", broken);
                throw broken;
            } finally {
                Objects.requireNonNull(exit).onExit(code);
            }
        });
    }

    private int run(Optional<Pusher> pusher, boolean protocol2) throws IOException {
        var command = GitCommandLine.parse(line);
        if (command.isEmpty()) {
            return refuse("only git push, fetch and clone of APP.git are possible here");
        }
        var app = command.get().app();
        if (pusher.isEmpty() || !gate.allows(pusher.get(), app, command.get().access())) {
            return refuse("app '" + app + "' does not exist or is not shared with you; see: drycc apps");
        }
        return switch (command.get().access()) {
            case READ -> upload(app, protocol2);
            case WRITE -> receive.serve(pusher.get(), app, input(), output(), error());
        };
    }

    private int upload(AppName app, boolean protocol2) throws IOException {
        try (var repository = repositories.open(app)) {
            var upload = new UploadPack(repository);
            if (protocol2) {
                upload.setExtraParameters(List.of("version=2"));
            }
            upload.upload(input(), output(), error());
            return 0;
        } catch (RepositoryNotFoundException e) {
            return refuse("app '" + app + "' has no repository yet; push to it first");
        }
    }

    private int refuse(String reason) throws IOException {
        error().write(("Error: " + reason + "\n").getBytes(StandardCharsets.UTF_8));
        error().flush();
        return REFUSED;
    }

    private InputStream input() {
        return Objects.requireNonNull(in);
    }

    private OutputStream output() {
        return Objects.requireNonNull(out);
    }

    private OutputStream error() {
        return Objects.requireNonNull(err);
    }

    /** The channel is closed: by us after the end, which changes nothing, or because the client left. */
    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null) {
            thread.interrupt();
        }
    }
}

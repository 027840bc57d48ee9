package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.addons.Protocol.Answer;
import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import java.util.Optional;

/** What one call of an executable answered, so far. */
final class ProgramAnswers implements Program.Output {

    private final BuildLog log;
    private final long maxBytes;
    private long bytes;
    private Optional<Answer.About> about = Optional.empty();
    private Optional<Answer> result = Optional.empty();

    /** @param maxBytes of all it may write */
    ProgramAnswers(BuildLog log, long maxBytes) {
        this.log = log;
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized void answer(String line) throws Unwanted {
        count(line);
        if (line.isBlank()) {
            return;
        }
        switch (Protocol.read(line)) {
            case Answer.About said -> about = Optional.of(said);
            case Answer.Log said -> log.line(said.text());
            case Answer.Failed failed -> result(failed);
            case Answer.Archive archive -> result(archive);
            case Answer.Image image -> result(image);
        }
    }

    private void result(Answer one) throws Unwanted {
        if (result.isPresent()) {
            throw new Unwanted("it answered twice how the build ended");
        }
        result = Optional.of(one);
    }

    @Override
    public synchronized void said(String line) throws Unwanted {
        count(line);
        log.line(line);
    }

    private void count(String line) throws Unwanted {
        bytes += line.length() + 1;
        if (bytes > maxBytes) {
            throw new Unwanted("it wrote more than %d KiB of output".formatted(maxBytes >> 10));
        }
    }

    synchronized Optional<Answer.About> about() {
        return about;
    }

    /** What it made. @throws BuildFailed when it made nothing */
    synchronized Answer result(String builder, int exitCode) throws BuildFailed {
        if (result.isPresent() && result.get() instanceof Answer.Failed failed) {
            String reason = failed.reason().lines().findFirst().orElse("").strip();
            throw new BuildFailed(reason.isEmpty() ? "The builder " + builder + " failed without a reason" : reason);
        }
        if (exitCode != 0) {
            throw new BuildFailed("The builder %s failed with exit code %d".formatted(builder, exitCode));
        }
        return result.orElseThrow(() -> new BuildFailed("The builder " + builder + " ended without an image"));
    }
}

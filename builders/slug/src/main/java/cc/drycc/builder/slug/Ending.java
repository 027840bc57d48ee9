package cc.drycc.builder.slug;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.JobEnd;

/** What the end of the job means to the person who pushed; the exit codes are those of the script {@code compile}. */
final class Ending {

    private static final int NOT_WRITABLE = 80;
    private static final int NOBODY_DETECTED = 81;
    private static final int REFUSED = 82;
    private static final int NO_SUCH_BUILDPACK = 83;
    private static final int COMPILE_FAILED = 84;
    private static final int RELEASE_FAILED = 85;
    private static final int TOO_LARGE = 86;

    private Ending() {}

    /** @throws BuildFailed unless it ended well */
    static void check(JobEnd end, ImageRef stack) throws BuildFailed {
        String reason = switch (end) {
            case JobEnd.Exited exited -> reason(exited.code(), stack);
            case JobEnd.TimedOut late ->
                "not finished after %d s; it was stopped".formatted(late.limit().toSeconds());
            case JobEnd.OutOfMemory memory ->
                "the build used more than %d MiB of memory and was killed".formatted(memory.limitBytes() >> 20);
            case JobEnd.NotStarted not -> "buildpacks cannot be run in %s: %s".formatted(stack, not.reason());
        };
        if (!reason.isEmpty()) {
            throw new BuildFailed(reason);
        }
    }

    private static String reason(int code, ImageRef stack) {
        return switch (code) {
            case 0 -> "";
            case NOT_WRITABLE ->
                "the stack image %s cannot write its own /app, /cache or /tmp; see above".formatted(stack);
            case NOBODY_DETECTED -> "no buildpack of %s can build this source".formatted(stack);
            case REFUSED -> "a buildpack that was asked for does not take this source; see above";
            case NO_SUCH_BUILDPACK -> "a buildpack is missing or broken; see above";
            case COMPILE_FAILED -> "a buildpack's bin/compile failed; its last lines above say why";
            case RELEASE_FAILED -> "a buildpack's bin/release failed; its last lines above say why";
            case TOO_LARGE ->
                "the app is larger than a slug may be; leave out what it does not run with, for example by .slugignore";
            default -> "the buildpacks ended with exit code %d; see above".formatted(code);
        };
    }
}

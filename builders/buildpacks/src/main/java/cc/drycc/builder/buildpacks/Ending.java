package cc.drycc.builder.buildpacks;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.JobEnd;

/** What the end of the lifecycle means to the person who pushed (platform specification, "Exit codes"). */
final class Ending {

    private static final int NOBODY_DETECTED = 20;
    private static final int DETECTION_BROKE = 21;
    private static final int BUILDPACK_FAILED = 51;

    private Ending() {}

    /** @throws BuildFailed unless it ended well */
    static void check(JobEnd end, ImageRef builder) throws BuildFailed {
        String reason = switch (end) {
            case JobEnd.Exited exited -> reason(exited.code(), builder);
            case JobEnd.TimedOut late ->
                "not finished after %d s; it was stopped".formatted(late.limit().toSeconds());
            case JobEnd.OutOfMemory memory ->
                "the build used more than %d MiB of memory and was killed".formatted(memory.limitBytes() >> 20);
            case JobEnd.NotStarted not -> "the lifecycle of %s cannot be started: %s".formatted(builder, not.reason());
        };
        if (!reason.isEmpty()) {
            throw new BuildFailed(reason);
        }
    }

    private static String reason(int code, ImageRef builder) {
        return switch (code) {
            case 0 -> "";
            case NOBODY_DETECTED ->
                "no buildpack of %s can build this source; see above what they look for".formatted(builder);
            case DETECTION_BROKE ->
                "no buildpack of %s can build this source, and one of them broke".formatted(builder);
            case BUILDPACK_FAILED -> "a buildpack failed; its last lines above say why";
            case 11, 12 -> "the lifecycle of %s speaks another version of the buildpacks API".formatted(builder);
            default -> "the buildpacks lifecycle failed with exit code %d; see above".formatted(code);
        };
    }
}

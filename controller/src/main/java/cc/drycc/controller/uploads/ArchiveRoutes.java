package cc.drycc.controller.uploads;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.For;
import cc.drycc.imagebuilder.SourceTurns;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v2/apps/APP/build/source}: a push without git. The body is the archive, the answer the push's transcript. */
@RestController
public final class ArchiveRoutes {

    private static final Set<String> TYPES =
            Set.of("application/gzip", "application/x-gzip", "application/x-tar", "application/zip");

    private final SourceTurns turns;
    private final TakeArchive intake;
    private final BuildArchive build;

    public ArchiveRoutes(SourceTurns turns, TakeArchive intake, BuildArchive build) {
        this.turns = turns;
        this.intake = intake;
        this.build = build;
    }

    /** What is wrong with the archive is a refusal; what goes wrong with its build is the last line of the transcript. */
    @PostMapping("/v2/apps/{app}/build/source")
    void build(SignedIn who, @For(Action.CHANGE) App app, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        checkType(request.getContentType());
        try (var _ = turns.take(app.name()).orElseThrow(() -> underWay(app));
                var archive = intake.take(request.getContentLengthLong(), request.getInputStream())) {
            var made = build.madeAlready(app, archive);
            if (made.isEmpty()) {
                intake.check(archive);
            }
            try (var answer = begin(response)) {
                if (made.isPresent()) {
                    answer.line("Everything up-to-date: v%d has this source"
                            .formatted(made.get().version()));
                    answer.released(made.get().version(), archive.sha());
                } else {
                    build.run(who, app, archive, answer);
                }
            }
        }
    }

    private static LiveAnswer begin(HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        return new LiveAnswer(response.getOutputStream(), LiveAnswer.PULSE);
    }

    private static void checkType(@Nullable String contentType) {
        try {
            if (contentType != null) {
                var type = MediaType.parseMediaType(contentType);
                if (TYPES.contains(type.getType() + "/" + type.getSubtype())) {
                    return;
                }
            }
        } catch (InvalidMediaTypeException e) {
            // Falls through: whatever it is, it is no archive.
        }
        throw new Problem.UnsupportedType("Send an archive with \"Content-Type: application/gzip\" (a tar.gz),"
                + " \"application/x-tar\" or \"application/zip\".");
    }

    private static Problem underWay(App app) {
        return new Problem.Conflict(
                "Another push or build of %s is under way; nothing was changed, try again when it has ended."
                        .formatted(app.name()));
    }
}

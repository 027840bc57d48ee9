package cc.drycc.buildservice.web;

import cc.drycc.buildservice.jobs.Job;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import cc.drycc.buildservice.progress.Progress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/v1/:jobid/logs}: the log as one string, or with {@code ?follow} as lines while they come. */
@RestController
public final class LogRoutes {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int FOLLOWERS = 200;

    private final OwnJobs own;
    private final Progress progress;
    private final Semaphore followers = new Semaphore(FOLLOWERS);

    public LogRoutes(OwnJobs own, Progress progress) {
        this.own = own;
        this.progress = progress;
    }

    @GetMapping("/api/v1/{job}/logs")
    void logs(HttpServletRequest request, HttpServletResponse response, @PathVariable String job)
            throws IOException, InterruptedException {
        var found = own.find(request, job);
        var follow = request.getParameter("follow");
        if (follow == null || follow.equals("0") || follow.equals("false")) {
            whole(found.id(), response);
            return;
        }
        if (!followers.tryAcquire()) {
            throw Problem.later(Kind.UNAVAILABLE, "Too many logs are followed.", Duration.ofSeconds(30));
        }
        try {
            follow(request, found, response);
        } finally {
            followers.release();
        }
    }

    /** Piece by piece: a log may be larger than what this process should hold. */
    private void whole(UUID job, HttpServletResponse response) throws IOException {
        var log = new LogReader(progress, job); // asks before the answer begins: it may throw
        response.setContentType("application/json");
        try (var json = JsonMapper.shared().createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeName("Logs");
            json.writeString(log, -1);
            json.writeEndObject();
        }
    }

    private void follow(HttpServletRequest request, Job job, HttpServletResponse response)
            throws IOException, InterruptedException {
        var part = progress.read(job.id(), 0);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        OutputStream out = response.getOutputStream();
        while (true) {
            out.write(part.text().getBytes(StandardCharsets.UTF_8));
            out.flush();
            // looked at before the log is read: what is written after the end would be missed otherwise
            boolean over = own.find(request, job.id().toString()).state().isOver();
            long from = part.next();
            part = progress.read(job.id(), from);
            if (part.next() == from) {
                if (over) {
                    return;
                }
                Thread.sleep(LOOK);
            }
        }
    }

    /** A log as characters. */
    private static final class LogReader extends Reader {

        private final Progress progress;
        private final UUID job;
        private Progress.Part part;
        private int read;

        LogReader(Progress progress, UUID job) {
            this.progress = progress;
            this.job = job;
            this.part = progress.read(job, 0);
        }

        @Override
        public int read(char[] target, int offset, int length) {
            if (read == part.text().length()) {
                long from = part.next();
                part = progress.read(job, from);
                read = 0;
                if (part.next() == from) {
                    return -1;
                }
            }
            int count = Math.min(length, part.text().length() - read);
            part.text().getChars(read, read + count, target, offset);
            read += count;
            return count;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}

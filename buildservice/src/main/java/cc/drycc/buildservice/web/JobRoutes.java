package cc.drycc.buildservice.web;

import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.jobs.Job;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import cc.drycc.buildservice.run.EndJob;
import jakarta.servlet.http.HttpServletRequest;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How far jobs are, all jobs of a client, and the end of one. */
@RestController
public final class JobRoutes {

    private static final int MOST = 100;

    private final OwnJobs own;
    private final Jobs jobs;
    private final EndJob ends;
    private final JobEvidence evidence;

    public JobRoutes(OwnJobs own, Jobs jobs, EndJob ends, JobEvidence evidence) {
        this.own = own;
        this.jobs = jobs;
        this.ends = ends;
        this.evidence = evidence;
    }

    @GetMapping("/api/v1/{job}/status")
    Map<String, Object> status(HttpServletRequest request, @PathVariable String job) {
        var found = own.find(request, job);
        var body = new LinkedHashMap<String, Object>();
        body.put("Status", found.status());
        int place = own.place(found);
        if (place > 0) {
            body.put("QueuePosition", place);
        }
        return body;
    }

    @GetMapping("/api/v1/{job}")
    Map<String, Object> job(HttpServletRequest request, @PathVariable String job) {
        var found = own.find(request, job);
        var body = shown(found);
        int place = own.place(found);
        if (place > 0) {
            body.put("QueuePosition", place);
        }
        evidence.summary(found.id()).ifPresent(summary -> body.put("Evidence", summary));
        return body;
    }

    /** The newest first; {@code before} is the {@code Number} of the last one seen. */
    @GetMapping("/api/v1/jobs")
    Map<String, Object> list(
            HttpServletRequest request,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "" + MOST) int limit) {
        if (limit < 1 || limit > MOST || before < 1) {
            throw Problem.bad("limit: from 1 to " + MOST + "; before: 1 or more.");
        }
        List<Map<String, Object>> shown = jobs.list(Gate.client(request).name(), before, limit).stream()
                .map(JobRoutes::shown)
                .toList();
        return Map.of("Jobs", shown);
    }

    @DeleteMapping("/api/v1/{job}")
    ResponseEntity<Void> cancel(HttpServletRequest request, @PathVariable String job) {
        var found = own.find(request, job);
        if (!ends.cancel(found.id())) {
            throw new Problem(Kind.CONFLICT, "The job is over already; nothing was changed.");
        }
        return ResponseEntity.noContent().build();
    }

    private static Map<String, Object> shown(Job job) {
        var body = new LinkedHashMap<String, Object>();
        body.put("JobIdentifier", job.id().toString());
        body.put("Number", job.number());
        body.put("ImageName", job.imageName());
        body.put("Source", job.source());
        body.put("State", job.state().word());
        body.put("Status", job.status());
        job.digest().ifPresent(digest -> body.put("Digest", digest));
        body.put("Created", job.created().truncatedTo(ChronoUnit.MILLIS).toString());
        job.started()
                .ifPresent(time ->
                        body.put("Started", time.truncatedTo(ChronoUnit.MILLIS).toString()));
        job.ended()
                .ifPresent(time ->
                        body.put("Ended", time.truncatedTo(ChronoUnit.MILLIS).toString()));
        return body;
    }
}

package cc.drycc.buildservice.web;

import cc.drycc.buildservice.jobs.Job;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The jobs of whoever asks. Those of others do not exist for them. */
public final class OwnJobs {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Jobs jobs;

    public OwnJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    /** @throws Problem when there is no such job */
    Job find(HttpServletRequest request, String id) {
        if (!ID.matcher(id).matches()) {
            throw missing();
        }
        return jobs.find(UUID.fromString(id))
                .filter(job -> job.client().equals(Gate.client(request).name()))
                .orElseThrow(OwnJobs::missing);
    }

    /** How many jobs must be begun before this one is, with it; 0 when it does not wait. */
    int place(Job job) {
        return jobs.place(job);
    }

    private static Problem missing() {
        return new Problem(Kind.NOT_FOUND, "There is no job with this identifier.");
    }
}

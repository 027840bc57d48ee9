package cc.drycc.buildservice.hooks;

import cc.drycc.buildservice.fetch.Deliveries;
import cc.drycc.buildservice.fetch.FetchRefused;
import cc.drycc.buildservice.fetch.WebAddress;
import cc.drycc.buildservice.jobs.Job;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.jobs.Order;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages about ended jobs. Each is a task written with the end of its job, so none is lost; it is tried six times, with
 * pauses that double.
 */
public final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("webhook");
    private static final int TRIES = 6;

    private final Jobs jobs;
    private final Deliveries deliveries;
    private final Optional<String> secret;
    private final Duration firstPause;
    private final SchedulerClient scheduler;

    /**
     * @param secret the operator's, for orders that bring none; empty: those are not signed
     * @param firstPause before the second try
     */
    public Webhooks(
            DataSource database, Jobs jobs, Deliveries deliveries, Optional<String> secret, Duration firstPause) {
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.secret = secret;
        this.firstPause = firstPause;
        this.scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database), task())
                .tableName(Errands.TABLE)
                .build();
    }

    /** The message about this job is due, if anybody wants one; in the caller's transaction. */
    public void enqueue(UUID job) {
        if (jobs.hook(job).isPresent()) {
            scheduler.scheduleIfNotExists(TASK.instance(job.toString()).build(), Instant.now());
        }
    }

    /** To be run by {@link Errands}. */
    Task<Void> task() {
        return Tasks.oneTime(TASK)
                .onFailure(this::tryAgain)
                .onDeadExecutionRevive()
                .execute((instance, context) -> send(UUID.fromString(instance.getId())));
    }

    /** A message that was not taken. */
    private static final class NotDelivered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotDelivered(String reason) {
            super(reason, null, false, false);
        }
    }

    private void send(UUID id) {
        var job = jobs.find(id);
        var hook = jobs.hook(id);
        if (job.isEmpty() || hook.isEmpty()) {
            return; // swept meanwhile
        }
        var to = new WebAddress(hook.get().url());
        var body = body(job.get());
        try {
            deliveries.post(to, headers(id, hook.get(), body), body);
        } catch (FetchRefused e) {
            throw new NotDelivered(String.valueOf(e.getMessage()));
        }
        jobs.forgetHook(id);
        LOG.info("job={} event=webhook-sent to={}", id, to);
    }

    private static String body(Job job) {
        var body = new LinkedHashMap<String, String>();
        body.put("JobIdentifier", job.id().toString());
        body.put("Status", job.status());
        body.put("ImageName", job.imageName());
        job.digest().ifPresent(digest -> body.put("Digest", digest));
        return JsonMapper.shared().writeValueAsString(body);
    }

    private Map<String, String> headers(UUID id, Order.Hook hook, String body) {
        var time = Long.toString(Instant.now().getEpochSecond());
        var headers = new HashMap<String, String>();
        headers.put("X-Drycc-Delivery", id.toString());
        headers.put("X-Drycc-Timestamp", time);
        hook.secret()
                .or(() -> secret)
                .ifPresent(key -> headers.put("X-Drycc-Signature-256", Signature.of(key, id.toString(), time, body)));
        return headers;
    }

    private void tryAgain(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failed = complete.getExecution().consecutiveFailures + 1;
        var reason = complete.getCause().map(Throwable::getMessage).orElse("it failed");
        var id = complete.getExecution().getId();
        if (failed >= TRIES) {
            LOG.warn("job={} event=webhook-given-up tries={} reason=\"{}\"", id, failed, reason);
            jobs.forgetHook(UUID.fromString(id));
            operations.stop();
            return;
        }
        LOG.info("job={} event=webhook-failed tries={} reason=\"{}\"", id, failed, reason);
        operations.reschedule(complete, Instant.now().plus(firstPause.multipliedBy(1L << (failed - 1))));
    }
}

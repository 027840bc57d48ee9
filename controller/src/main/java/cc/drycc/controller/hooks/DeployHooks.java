package cc.drycc.controller.hooks;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.deploys.DeployListener;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Sends a deploy hook for every release that runs (seed 6.3). A hook is a persistent task written in the transaction that
 * ends the deploy: none is lost, none is sent for a release that failed, and no receiver can hold a deploy up.
 */
public final class DeployHooks implements DeployListener {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("deploy-hook");

    private static final Logger LOG = LoggerFactory.getLogger(DeployHooks.class);
    private static final int TRIES = 6;

    private final HookSettings settings;
    private final Duration firstPause;
    private final SchedulerClient scheduler;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final Builds builds;
    private final AppLog log;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // a signature is for this receiver only
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param firstPause before the second try; doubled before each further one */
    public DeployHooks(
            HookSettings settings,
            Duration firstPause,
            DataSource database,
            Apps apps,
            ReleaseLedger ledger,
            Builds builds,
            AppLog log) {
        this.settings = settings;
        this.firstPause = firstPause;
        this.scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database), TASK_ONLY)
                .build();
        this.apps = apps;
        this.ledger = ledger;
        this.builds = builds;
        this.log = log;
    }

    /** Only so that the client knows the name; what runs is {@link #task}. */
    private static final Task<Void> TASK_ONLY = Tasks.oneTime(TASK).execute((instance, context) -> {});

    @Override
    public void succeeded(App app, int version) {
        if (settings.urls().isEmpty()
                || ledger.find(app.uuid(), version).flatMap(Release::build).isEmpty()) {
            return; // an app's first release has nothing that was pushed
        }
        for (int hook = 0; hook < settings.urls().size(); hook++) {
            scheduler.scheduleIfNotExists(
                    TASK.instance("%s/%d/%d".formatted(app.uuid(), version, hook))
                            .build(),
                    Instant.now());
        }
    }

    /** To be run by the {@link cc.drycc.controller.tasks.TaskRunner}. */
    public Task<Void> task() {
        return Tasks.oneTime(TASK)
                .onFailure(this::tryAgain)
                .onDeadExecutionRevive()
                .execute((instance, context) -> send(instance.getId()));
    }

    /** A hook that could not be delivered; its message is for the app's log. */
    private static final class NotDelivered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotDelivered(String reason) {
            super(reason, null, false, false);
        }
    }

    private void send(String instance) {
        var parts = instance.split("/");
        var app = apps.find(UUID.fromString(parts[0]));
        var release = app.flatMap(found -> ledger.find(found.uuid(), Integer.parseInt(parts[1])));
        int hook = Integer.parseInt(parts[2]);
        if (app.isEmpty() || release.isEmpty() || hook >= settings.urls().size()) {
            return; // the app, or the setting, is gone meanwhile
        }
        var url = settings.urls().get(hook);
        var id = UUID.nameUUIDFromBytes(instance.getBytes(StandardCharsets.UTF_8))
                .toString();
        deliver(HookRequest.of(url, parameters(app.get(), release.get()), id));
        log.say(app.get().uuid(), "api", "Deploy hook sent to " + shown(url));
        LOG.info(
                "event=hook-sent app={} release={} to={}",
                app.get().name(),
                release.get().tag(),
                shown(url));
    }

    private SortedMap<String, String> parameters(App app, Release release) {
        var parameters = new TreeMap<String, String>();
        parameters.put("app", app.name().value());
        parameters.put("release", release.tag());
        parameters.put("release_summary", release.summary());
        parameters.put(
                "sha",
                release.build()
                        .flatMap(builds::find)
                        .map(Build::sha)
                        .map(DeployHooks::brief)
                        .orElse(""));
        parameters.put("user", release.owner());
        return parameters;
    }

    private static String brief(String sha) {
        return sha.length() <= 7 ? sha : sha.substring(0, 7);
    }

    private void deliver(HookRequest request) {
        try {
            int status = http.send(
                            request.signed(settings.secret(), Instant.now()), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < 200 || status > 299) {
                throw new NotDelivered("it answered " + status);
            }
        } catch (IOException e) {
            throw new NotDelivered("it cannot be reached: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered("the platform stops");
        }
    }

    private void tryAgain(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failed = complete.getExecution().consecutiveFailures + 1;
        var parts = complete.getExecution().getId().split("/");
        var url = shown(settings.urls().get(Integer.parseInt(parts[2])));
        var reason = complete.getCause().map(Throwable::getMessage).orElse("it failed");
        if (failed >= TRIES) {
            log.say(
                    UUID.fromString(parts[0]),
                    "api",
                    "Deploy hook to %s failed: %s; given up after %d tries".formatted(url, reason, failed));
            operations.stop();
            return;
        }
        var pause = firstPause.multipliedBy(1L << (failed - 1));
        log.say(
                UUID.fromString(parts[0]),
                "api",
                "Deploy hook to %s failed: %s; trying again in %d s".formatted(url, reason, pause.toSeconds()));
        operations.reschedule(complete, Instant.now().plus(pause));
    }

    /** Scheme, host and port: a path often holds a token, and developers read this. */
    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}

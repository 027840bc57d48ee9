package cc.drycc.buildservice.intake;

import cc.drycc.buildservice.clients.Client;
import cc.drycc.buildservice.clients.Quotas;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.buildservice.jobs.SourceArchives;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.run.BuildTasks;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes orders: within quotas, each once, its archive safe in object storage before anybody is told it was taken. */
public final class TakeOrder {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOrder.class);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Jobs jobs;
    private final Quotas quotas;
    private final SourceArchives archives;
    private final BuildTasks tasks;
    private final TransactionTemplate transaction;

    public TakeOrder(
            Jobs jobs, Quotas quotas, SourceArchives archives, BuildTasks tasks, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.quotas = quotas;
        this.archives = archives;
        this.tasks = tasks;
        this.transaction = transaction;
    }

    /**
     * What came with a request.
     *
     * @param order what is wanted
     * @param archive the file that came with it
     * @param idempotencyKey the client's own name for the request
     * @param digest of everything that was sent
     */
    public record Received(Order order, Optional<Path> archive, Optional<String> idempotencyKey, String digest) {

        /** @throws Problem when the key is no key */
        public Received {
            if (idempotencyKey.isPresent() && !KEY.matcher(idempotencyKey.get()).matches()) {
                throw Problem.bad("Idempotency-Key: use 1 to 200 visible ASCII characters.");
            }
        }
    }

    /** Takes it; the job that came of it, or of the same request before. */
    public UUID take(Client client, Received received) {
        var known = earlier(client, received);
        if (known.isPresent()) {
            return known.get();
        }
        quotas.check(client, jobs);
        var id = UUID.randomUUID();
        received.archive().ifPresent(file -> archives.keep(id, file));
        boolean taken = false;
        try {
            taken = Boolean.TRUE.equals(transaction.execute(_ -> add(id, client, received)));
        } finally {
            if (!taken && received.archive().isPresent()) {
                archives.forget(id);
            }
        }
        if (!taken) { // the same request came twice at the same time
            return earlier(client, received).orElseThrow(() -> new Problem(Problem.Kind.CONFLICT, "Send it again."));
        }
        LOG.info(
                "job={} event=taken client={} image={} source={}",
                id,
                client.name(),
                received.order().image(),
                received.order().source().kind());
        return id;
    }

    private boolean add(UUID id, Client client, Received received) {
        var number = jobs.add(new Jobs.Entry(
                id, client.name(), client.origin(), received.idempotencyKey(), received.digest(), received.order()));
        number.ifPresent(place -> tasks.enqueue(id, place));
        return number.isPresent();
    }

    private Optional<UUID> earlier(Client client, Received received) {
        return received.idempotencyKey()
                .flatMap(key -> jobs.earlier(client.name(), key))
                .map(before -> {
                    if (!before.requestDigest().equals(received.digest())) {
                        throw new Problem(Problem.Kind.CONFLICT, "This Idempotency-Key was used for another request.");
                    }
                    return before.id();
                });
    }
}

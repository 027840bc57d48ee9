package cc.drycc.buildservice.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs there are. Every change of state says from which states it may come, so that two hands never undo each other. */
public final class Jobs {

    private static final String COLUMNS =
            "id, number, client, image_name, source, state, reason, digest, starts, created, started, ended";
    private static final RowMapper<Job> JOB = Jobs::job;

    private final JdbcClient db;
    private final SealedOrders sealed;

    public Jobs(JdbcClient db, SealedOrders sealed) {
        this.db = db;
        this.sealed = sealed;
    }

    /**
     * What is written down of an order.
     *
     * @param client whose it is
     * @param origin what quotas are counted by
     * @param idempotencyKey the client's own name for the request; empty when it has none
     * @param requestDigest of what was sent, to know a repetition from another request under the same key
     */
    public record Entry(
            UUID id,
            String client,
            String origin,
            Optional<String> idempotencyKey,
            String requestDigest,
            Order order) {}

    /** Writes an order down; its number, or nothing when the client used the same idempotency key before. */
    public OptionalLong add(Entry entry) {
        var order = entry.order();
        var number = db.sql("""
                        insert into build_jobs
                               (id, client, origin, image_name, source, sealed, idempotency_key, request_digest, state)
                        values (:id, :client, :origin, :image, :source, :sealed, :key, :digest, 'waiting')
                        on conflict (client, idempotency_key) do nothing
                        returning number
                        """)
                .param("id", entry.id())
                .param("client", entry.client())
                .param("origin", entry.origin())
                .param("image", order.image().value())
                .param("source", order.source().kind())
                .param("sealed", sealed.seal(order))
                .param("key", entry.idempotencyKey().orElse(null), java.sql.Types.VARCHAR)
                .param("digest", entry.requestDigest())
                .query(Long.class)
                .optional();
        if (number.isPresent()) {
            order.hook()
                    .ifPresent(hook -> db.sql("insert into build_hooks (job, sealed) values (:id, :sealed)")
                            .param("id", entry.id())
                            .param("sealed", sealed.seal(hook))
                            .update());
        }
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** An earlier request under an idempotency key. */
    public record Earlier(UUID id, String requestDigest) {}

    public Optional<Earlier> earlier(String client, String idempotencyKey) {
        return db.sql("select id, request_digest from build_jobs where client = :client and idempotency_key = :key")
                .param("client", client)
                .param("key", idempotencyKey)
                .query((row, n) -> new Earlier(row.getObject(1, UUID.class), row.getString(2)))
                .optional();
    }

    public Optional<Job> find(UUID id) {
        return db.sql("select " + COLUMNS + " from build_jobs where id = :id")
                .param("id", id)
                .query(JOB)
                .optional();
    }

    /** The client's newest jobs, newest first, those before a certain one. */
    public List<Job> list(String client, long before, int limit) {
        return db.sql(
                        "select " + COLUMNS
                                + " from build_jobs where client = :client and number < :before order by number desc limit :limit")
                .param("client", client)
                .param("before", before)
                .param("limit", limit)
                .query(JOB)
                .list();
    }

    /** How many jobs must be begun up to and with this one; 0 when it does not wait. */
    public int place(Job job) {
        if (job.state() != JobState.WAITING) {
            return 0;
        }
        return db.sql("select count(*) from build_jobs where state = 'waiting' and number <= :number")
                .param("number", job.number())
                .query(Integer.class)
                .single();
    }

    /** How many wait, and how many of one origin are not over. */
    public record Load(int waiting, int ofOrigin) {}

    public Load load(String origin) {
        return db.sql("""
                        select count(*) filter (where state = 'waiting'), count(*) filter (where origin = :origin)
                          from build_jobs where ended is null
                        """)
                .param("origin", origin)
                .query((row, n) -> new Load(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** What was ordered; empty when the job is over, or there is none. */
    public Optional<Order> order(UUID id) {
        return db.sql("select sealed from build_jobs where id = :id and sealed is not null")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .map(sealed::open);
    }

    public Optional<Order.Hook> hook(UUID id) {
        return db.sql("select sealed from build_hooks where job = :id")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .map(sealed::openHook);
    }

    public void forgetHook(UUID id) {
        db.sql("delete from build_hooks where job = :id").param("id", id).update();
    }

    /** It is built now, perhaps again; false when it is over. */
    public boolean begin(UUID id) {
        return db.sql("""
                        update build_jobs
                           set state = 'building', starts = starts + 1, started = coalesce(started, now())
                         where id = :id and ended is null
                        """).param("id", id).update() == 1;
    }

    /** The image is there and goes to its registry; false when the job is over. */
    public boolean pushing(UUID id) {
        return db.sql("update build_jobs set state = 'pushing' where id = :id and ended is null")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The image is in its registry. */
    public boolean finish(UUID id, String digest) {
        return end(id, JobState.FINISHED, null, digest);
    }

    /** It is over without an image. */
    public boolean fail(UUID id, String reason) {
        return end(id, JobState.FAILED, reason, null);
    }

    /** Its owner does not want it any more. */
    public boolean cancel(UUID id) {
        return end(id, JobState.CANCELLED, null, null);
    }

    private boolean end(UUID id, JobState state, @Nullable String reason, @Nullable String digest) {
        return db.sql("""
                        update build_jobs
                           set state = :state, reason = :reason, digest = :digest, sealed = null, ended = now()
                         where id = :id and ended is null
                        """)
                        .param("state", state.word())
                        .param("reason", reason, java.sql.Types.VARCHAR)
                        .param("digest", digest, java.sql.Types.VARCHAR)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Forgets the jobs, and their logs, that were over before this. */
    public List<UUID> sweep(Instant before) {
        return db.sql("delete from build_jobs where ended < :before returning id")
                .param("before", OffsetDateTime.ofInstant(before, java.time.ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }

    /** How long a job waits from now on, as far as that can be told: what the last ones took, times those before it. */
    public Duration usualTime() {
        return db.sql("""
                        select coalesce(avg(extract(epoch from ended - started)), 10)::bigint
                          from (select ended, started from build_jobs
                                 where state = 'finished' order by ended desc limit 20) recent
                        """)
                .query((row, n) -> Duration.ofSeconds(Math.clamp(row.getLong(1), 1, 600)))
                .single();
    }

    private static Job job(ResultSet row, int n) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("client"),
                row.getString("image_name"),
                row.getString("source"),
                JobState.of(row.getString("state")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("digest")),
                row.getInt("starts"),
                time(row, "created").orElseThrow(),
                time(row, "started"),
                time(row, "ended"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}

package cc.drycc.buildservice.progress;

import cc.drycc.buildservice.jobs.Job;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Status and logs in Redis: the hash {@code <job>} has the field {@code status}, and the string {@code <job>:logs} the
 * log, which grows by appending.
 */
public final class RedisProgress implements Progress {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int PART = 1 << 20;

    private final HostAndPort address;
    private final JedisPooled redis;
    private final long seconds;

    /** @param kept how long a job is remembered after its last change */
    public RedisProgress(String host, int port, Optional<String> password, Duration kept) {
        this.address = new HostAndPort(host, port);
        this.seconds = kept.toSeconds();
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS);
        password.ifPresent(config::password);
        this.redis = new JedisPooled(address, config.build());
    }

    @Override
    public void changed(Job job) {
        ask(() -> {
            redis.hset(key(job.id()), "status", job.status());
            return redis.expire(key(job.id()), seconds);
        });
    }

    @Override
    public void append(UUID job, String text) {
        ask(() -> {
            redis.append(logs(job), text);
            return redis.expire(logs(job), seconds);
        });
    }

    /** Places are bytes here. A part ends at the end of a line, so no character is torn. */
    @Override
    public Part read(UUID job, long from) {
        byte[] key = logs(job).getBytes(StandardCharsets.UTF_8);
        byte[] found = ask(() -> redis.getrange(key, from, from + PART - 1));
        int length = found.length;
        if (length == PART) {
            while (length > 0 && found[length - 1] != '\n') {
                length--;
            }
        }
        return new Part(new String(found, 0, length, StandardCharsets.UTF_8), from + length);
    }

    @Override
    public void forget(List<UUID> jobs) {
        for (UUID job : jobs) {
            ask(() -> redis.del(key(job), logs(job)));
        }
    }

    private static String key(UUID job) {
        return job.toString();
    }

    private static String logs(UUID job) {
        return job + ":logs";
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw new Unreachable("Redis at " + address + " cannot be reached", e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}

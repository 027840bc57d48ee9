package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.buildservice.testing.FakeBuilds;
import cc.drycc.buildservice.testing.RedisServer;
import cc.drycc.buildservice.testing.TestService;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.JedisPooled;

/** Status and logs in a real Redis. */
class RedisIT {

    @TempDir
    private Path folder;

    private final FakeBuilds builds = new FakeBuilds();

    private RedisServer redis() throws Exception {
        Optional<String> missing = RedisServer.missing();
        missing.ifPresent(why -> System.out.println("SKIPPED RedisIT: " + why));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        return RedisServer.start(folder.resolve("redis"));
    }

    private TestService service(RedisServer redis) throws Exception {
        return TestService.start(
                folder,
                builds.images(),
                builds,
                Map.of(
                        "CACHE_1_PORT_6379_TCP_ADDR",
                        "127.0.0.1",
                        "CACHE_1_PORT_6379_TCP_PORT",
                        Integer.toString(redis.port()),
                        "CACHE_PASSWORD",
                        RedisServer.PASSWORD));
    }

    private static String order(String dockerfile) {
        return "{\"image_name\": \"ns/img\", \"dockerfile\": \"" + dockerfile
                + "\", \"username\": \"u\", \"password\": \"c4n4ry\"}";
    }

    @Test
    void logs_and_status_are_in_redis_and_not_in_postgresql() throws Exception {
        try (var redis = redis();
                var service = service(redis);
                var look = new JedisPooled("127.0.0.1", redis.port(), null, RedisServer.PASSWORD)) {
            var job = service.client().order(order("FROM scratch\\n# say hello c4n4ry \\u00e4\\n# wait"));
            await().until(() -> builds.waited() == 1);
            await().until(() -> service.client().logs(job).equals("hello ***** \u00e4\n"));
            assertThat(look.hget(job, "status")).isEqualTo("Building");

            builds.letGo(1);

            assertThat(service.client().ended(job)).isEqualTo("Finished");
            assertThat(look.hget(job, "status")).isEqualTo("Finished");
            assertThat(look.get(job + ":logs"))
                    .isEqualTo(service.client().logs(job))
                    .contains("digest: ");
            assertThat(look.ttl(job)).isPositive();
            assertThat(service.sql()
                            .sql("select count(*) from build_logs")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void a_redis_that_is_away_breaks_no_build_and_the_log_comes_later() throws Exception {
        try (var redis = redis();
                var service = service(redis)) {
            var job = service.client().order(order("FROM scratch\\n# say before\\n# wait\\n# say after"));
            await().until(() -> builds.waited() == 1);
            redis.stop();

            assertThat(service.client().get("/api/v1/" + job + "/logs").status())
                    .isEqualTo(503);
            assertThat(service.client().status(job)).isEqualTo("Building");
            redis.startAgain();
            builds.letGo(1);

            assertThat(service.client().ended(job)).isEqualTo("Finished");
            await().untilAsserted(() -> assertThat(service.client().logs(job)).contains("after", "digest: "));
        }
    }

    @Test
    void two_megabytes_of_log_come_whole() throws Exception {
        try (var redis = redis();
                var look = new cc.drycc.buildservice.progress.RedisProgress(
                        "127.0.0.1", redis.port(), Optional.of(RedisServer.PASSWORD), java.time.Duration.ofDays(1))) {
            var job = UUID.randomUUID();
            var line = "\u20ac".repeat(999) + "\n";
            for (int i = 0; i < 800; i++) {
                look.append(job, line);
            }

            var all = new StringBuilder();
            for (var part = look.read(job, 0); !part.text().isEmpty(); part = look.read(job, part.next())) {
                all.append(part.text());
            }

            assertThat(all.toString()).isEqualTo(line.repeat(800));
        }
    }
}

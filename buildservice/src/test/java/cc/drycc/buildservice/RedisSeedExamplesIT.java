package cc.drycc.buildservice;

import cc.drycc.buildservice.testing.RedisServer;
import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivatePodman;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** With Podman, status and logs in Redis. */
class RedisSeedExamplesIT extends SeedExamplesContract {

    @Override
    Optional<String> missing() {
        return PrivatePodman.missing().or(RedisServer::missing);
    }

    @Override
    PrivateDaemon startDaemon() throws Exception {
        return PrivatePodman.start();
    }

    @Override
    Map<String, String> environment(Path folder, Consumer<AutoCloseable> started) throws Exception {
        var redis = RedisServer.start(folder.resolve("redis"));
        started.accept(redis);
        return Map.of(
                "CACHE_1_PORT_6379_TCP_ADDR",
                "127.0.0.1",
                "CACHE_1_PORT_6379_TCP_PORT",
                Integer.toString(redis.port()),
                "CACHE_PASSWORD",
                RedisServer.PASSWORD);
    }
}

package cc.drycc.server.wiring;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.postgres.EmbeddedPostgres;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The platform's PostgreSQL: the one {@code DRYCC_DATABASE_URL} names, else the embedded one.
 *
 * @param pool of connections to it
 * @param embedded the server behind it when it is ours
 */
public record Database(HikariDataSource pool, Optional<EmbeddedPostgres> embedded) implements AutoCloseable {

    private static final int CONNECTIONS = 12;
    private static final long WAIT_MILLIS = 4_000;

    public static Database open(PlatformHome home, Map<String, String> environment) {
        var external = external(environment);
        if (external.isPresent()) {
            return new Database(pool(external.get()), Optional.empty());
        }
        var postgres = EmbeddedPostgres.start(home);
        return new Database(pool(postgres.url()), Optional.of(postgres));
    }

    /**
     * The JDBC URL of the database the settings name ({@code DRYCC_DATABASE_URL}).
     *
     * @throws ServerProblem when it is none
     */
    public static Optional<String> external(Map<String, String> environment) {
        return Optional.of(environment.getOrDefault("DRYCC_DATABASE_URL", ""))
                .filter(url -> !url.isBlank())
                .map(Database::jdbcUrl);
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setIdleTimeout(60_000);
        config.setPoolName("platform");
        return new HikariDataSource(config);
    }

    /**
     * JDBC's form of {@code postgres://user:password@host:port/database?option=value}; a JDBC URL is taken as it is.
     *
     * @throws ServerProblem when it is neither
     */
    static String jdbcUrl(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        try {
            var uri = URI.create(url);
            if (!("postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme()))
                    || uri.getHost() == null) {
                throw new IllegalArgumentException();
            }
            var jdbc = new StringBuilder("jdbc:postgresql://").append(uri.getHost());
            if (uri.getPort() > 0) {
                jdbc.append(':').append(uri.getPort());
            }
            jdbc.append(uri.getPath()).append('?');
            if (uri.getRawUserInfo() != null) {
                var parts = uri.getRawUserInfo().split(":", 2);
                jdbc.append("user=").append(encoded(parts[0]));
                if (parts.length == 2) {
                    jdbc.append("&password=").append(encoded(parts[1]));
                }
                jdbc.append('&');
            }
            return jdbc.append(uri.getRawQuery() == null ? "" : uri.getRawQuery())
                    .toString();
        } catch (IllegalArgumentException e) {
            // without the value, which holds a password
            throw new ServerProblem(
                    "DRYCC_DATABASE_URL must be a URL such as postgres://user:password@host:5432/database");
        }
    }

    private static String encoded(String raw) {
        // a plus means itself here, and a blank in JDBC's query
        var plain = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}

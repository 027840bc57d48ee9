package cc.drycc.controller.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A fresh database with all migrations applied, in a real PostgreSQL that all tests of this JVM share. Copied from a
 * template, so that a database costs some 50 ms. Close it after the class; the server goes with the JVM.
 */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    /** The server, started on first use, with a migrated template. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                create(postgres, "create database migrated");
                Flyway.configure()
                        .dataSource(postgres.getDatabase("postgres", "migrated"))
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL for tests did not start", e);
            }
        }
    }

    /** Makes a fresh database. */
    public static TestDatabase create() {
        var name = "test_" + NUMBER.incrementAndGet();
        create(Server.POSTGRES, "create database " + name + " template migrated");
        var pool = new HikariDataSource();
        pool.setJdbcUrl(Server.POSTGRES.getJdbcUrl("postgres", name));
        pool.setMaximumPoolSize(16);
        return new TestDatabase(name, pool);
    }

    /** A pool of at most 16 connections. */
    public DataSource dataSource() {
        return pool;
    }

    /** SQL on this database. */
    public JdbcClient sql() {
        return JdbcClient.create(pool);
    }

    /** Transactions on this database. */
    public TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    /** One text for all rows of all tables, but for the ticking of the task runner: the same as long as nothing changes. */
    public String fingerprint() {
        var tables = sql().sql("""
                        select table_name from information_schema.tables
                         where table_schema = current_schema() and table_type = 'BASE TABLE'
                           and table_name <> 'scheduled_tasks' order by 1
                        """).query(String.class).list();
        var everything = tables.stream()
                .map("(select coalesce(string_agg(t::text, ' ' order by t::text), '') from %s t)"::formatted)
                .collect(Collectors.joining(" || ", "select md5(", ")"));
        return sql().sql(everything).query(String.class).single();
    }

    /** Closes the pool and drops the database. */
    @Override
    public void close() {
        pool.close();
        create(Server.POSTGRES, "drop database " + name + " with (force)");
    }

    private static void create(EmbeddedPostgres postgres, String sql) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("failed: " + sql, e);
        }
    }
}

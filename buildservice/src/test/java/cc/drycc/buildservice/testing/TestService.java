package cc.drycc.buildservice.testing;

import cc.drycc.buildservice.BuildService;
import cc.drycc.buildservice.BuildServiceSettings;
import cc.drycc.buildservice.Surroundings;
import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilderFactory;
import cc.drycc.storage.AccessKey;
import cc.drycc.storage.EmbeddedS3;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.S3ObjectStore;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A build service on a database and an object store of its own. It can be stopped and started again on both. */
public final class TestService implements AutoCloseable {

    private final HikariDataSource database = Postgres.database();
    private final EmbeddedS3 s3;
    private final ObjectStore objects;
    private final Path work;
    private final ImageStore images;
    private final ImageBuilder builder;
    private final Map<String, String> environment;
    private BuildService service;

    private TestService(Path folder, ImageStore images, ImageBuilder builder, Map<String, String> environment)
            throws Exception {
        this.images = images;
        this.builder = builder;
        this.environment = environment;
        this.work = Files.createDirectories(folder.resolve("work"));
        this.s3 = EmbeddedS3.start(
                Files.createDirectories(folder.resolve("objects")), 0, AccessKey.inFile(folder.resolve("objects.key")));
        this.objects = new S3ObjectStore(s3.settings());
        this.service = launch();
    }

    /** On a real engine. */
    public static TestService start(Path folder, Engine engine, Map<String, String> environment) throws Exception {
        var builder = ServiceLoader.load(ImageBuilderFactory.class)
                .findFirst()
                .orElseThrow()
                .create(engine, Map.of());
        return new TestService(folder, engine.images(), builder, environment);
    }

    /** On whatever takes an engine's place. What is pushed is in no registry: nothing can be attached to it, unless told. */
    public static TestService start(
            Path folder, ImageStore images, ImageBuilder builder, Map<String, String> environment) throws Exception {
        var values = new HashMap<>(environment);
        values.putIfAbsent("DRYCC_BUILD_REFERRERS", "false");
        return new TestService(folder, images, builder, values);
    }

    private BuildService launch() {
        var values = new HashMap<>(environment);
        values.putIfAbsent("PORT", "0");
        return BuildService.start(
                BuildServiceSettings.from(values),
                new Surroundings(
                        "test",
                        "2.3.0",
                        "drycc-test",
                        database,
                        new TestSeal(),
                        images,
                        builder,
                        new BuildQueue(16, 1_000),
                        objects,
                        work));
    }

    /** Stops it in the middle of whatever it does, and starts it again. */
    public void restart() {
        service.close();
        service = launch();
    }

    public int port() {
        return service.port();
    }

    public Client client() {
        return new Client(port());
    }

    public JdbcClient sql() {
        return JdbcClient.create(database);
    }

    public ObjectStore objects() {
        return objects;
    }

    /** Where nothing may be left once all is done. */
    public Path work() {
        return work;
    }

    /** Everything in the database as one text. */
    public String dump() {
        var text = new StringBuilder();
        for (String table : sql().sql("""
                        select table_name from information_schema.tables
                         where table_schema = current_schema() and table_type = 'BASE TABLE'
                        """).query(String.class).list()) {
            text.append(sql().sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                    .query(String.class)
                    .single());
        }
        return text.toString();
    }

    @Override
    public void close() {
        service.close();
        objects.close();
        s3.close();
        database.close();
    }
}

package cc.drycc.controller.builds;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeBuilder;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was pushed can be had again. */
@Timeout(60)
class SourceTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "source-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app + "/build/source";

    SourceTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
    }

    @AfterEach
    void storageIsBack() {
        CONTROLLER.objects().away(false);
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private void pushed(String sha, String text) throws Exception {
        var files = Map.of("Dockerfile", "FROM scratch", "version", text);
        CONTROLLER
                .pushes()
                .receive(
                        new PushedSource(
                                "dev", new AppName(app), "main", sha, target -> FakeBuilder.archive(target, files)),
                        line -> {});
    }

    @Test
    void of_each_release_what_was_pushed_for_it() throws Exception {
        pushed("060da68f654e75fac06dbedd1995d5f8ad9084db", "one");
        pushed("171eb79f654e75fac06dbedd1995d5f8ad9084db", "two");

        var newest = DEV.get(path);
        var older = DEV.get(path + "?version=v2");

        assertThat(newest.status()).as(newest.toString()).isEqualTo(200);
        assertThat(newest.header("Content-Type")).isEqualTo("application/gzip");
        assertThat(newest.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + app + "-171eb79.tar.gz\"");
        assertThat(older.header("Content-Disposition")).contains("060da68");
        assertThat(newest.body()).isNotEmpty().isNotEqualTo(older.body());
        assertThat(Long.parseLong(newest.header("Content-Length"))).isPositive();
    }

    @Test
    void an_image_has_no_source() {
        assertThat(DEV.get(path).toString()).isEqualTo("404 {\"detail\":\"There is no build yet in v1.\"}");
        CONTROLLER.engine().image("shop/" + app + ":1", Map.of(), 80);
        DEV.post("/v2/apps/" + app + "/build/", Map.of("image", "shop/" + app + ":1"));

        assertThat(DEV.get(path).toString())
                .isEqualTo("404 {\"detail\":\"v2 was made from the image shop/" + app
                        + ":1, not from source that was pushed.\"}");
        assertThat(DEV.get(path + "?version=v9").status()).isEqualTo(404);
        assertThat(DEV.get(path + "?version=x").status()).isEqualTo(404);
    }

    @Test
    void an_archive_that_is_gone_or_a_storage_that_is_away_is_told() throws Exception {
        pushed("060da68f654e75fac06dbedd1995d5f8ad9084db", "one");
        CONTROLLER.objects().away(true);
        assertThat(DEV.get(path).status()).isEqualTo(503);
        CONTROLLER.objects().away(false);
        CONTROLLER.objects().deletePrefix("home/" + app);

        assertThat(DEV.get(path).toString()).isEqualTo("404 {\"detail\":\"The source of 060da68 is no longer kept.\"}");
    }

    @Test
    void nobody_else_reads_it() throws Exception {
        pushed("060da68f654e75fac06dbedd1995d5f8ad9084db", "one");

        assertThat(CONTROLLER.register("eve-" + app).get(path).status()).isEqualTo(404);
    }
}

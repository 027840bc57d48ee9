package cc.drycc.controller.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogTest {

    private final TestDatabase database = TestDatabase.create();
    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(database, engine).started();
    private final App app = world.app("hello");

    @BeforeEach
    void deploy() throws Exception {
        world.deploy(app, Map.of());
    }

    @AfterEach
    void stop() {
        world.close();
        database.close();
    }

    @Test
    void lines_of_pods_and_platform_come_in_the_order_of_time() throws Exception {
        var pod = pod();
        engine.says(pod, "one", "two");

        var lines = world.logReader.last(app, 100);

        var suffix = pod.value().substring(pod.value().lastIndexOf('-') + 1);
        assertThat(lines)
                .startsWith(
                        "1970-01-01T00:00:00Z hello[web." + suffix + "]: one",
                        "1970-01-01T00:00:01Z hello[web." + suffix + "]: two")
                .anyMatch(line -> line.endsWith(" drycc[deploy]: v2 is running"));
        assertThat(world.logReader.last(app, 1)).containsExactly(lines.getLast());
    }

    @Test
    void following_gives_the_past_then_what_comes_also_from_new_pods_until_the_app_is_gone() throws Exception {
        engine.says(pod(), "past");
        var seen = new CopyOnWriteArrayList<String>();
        var follower = Thread.ofVirtual().start(() -> {
            try {
                world.followLog.follow(app, 100, seen::add);
            } catch (IOException | InterruptedException e) {
                seen.add("broken " + e);
            }
        });
        await().untilAsserted(() -> assertThat(texts(seen)).contains("past"));

        engine.says(pod(), "present");
        world.log.say(app.uuid(), "api", "dev did something");
        await().untilAsserted(() -> assertThat(texts(seen)).contains("present", "dev did something"));

        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 2));
        engine.says(engine.pods(app.name()).getLast().name(), "from the new pod");
        await().untilAsserted(() -> assertThat(texts(seen)).contains("from the new pod"));

        world.teardown.destroy(app);
        follower.join();
        assertThat(texts(seen)).doesNotHaveDuplicates().noneMatch(line -> line.startsWith("broken"));
    }

    @Test
    void a_reader_that_left_ends_the_following() throws Exception {
        var ended = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                world.followLog.follow(app, 0, line -> {
                    throw new IOException("gone");
                });
            } catch (IOException e) {
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        // A line said before the reader began to follow belongs to the past, of which it wants nothing.
        while (!ended.await(100, TimeUnit.MILLISECONDS)) {
            world.log.say(app.uuid(), "api", "anybody there?");
        }
    }

    @Test
    void one_pods_lines_come_bare() throws Exception {
        engine.says(pod(), "one", "two", "three");
        var lines = new ArrayList<String>();

        world.logReader.pod(pod(), new LogQuery(2, false), lines::add);

        assertThat(lines).containsExactly("two", "three");
    }

    @Test
    void old_lines_of_the_platform_are_trimmed() throws Exception {
        for (int i = 0; i < 30; i++) {
            world.log.say(app.uuid(), "api", "line " + i);
        }

        world.lines.trim(10);

        assertThat(world.logReader.last(app, 100)).hasSize(10).last().asString().endsWith("line 29");
    }

    private PodName pod() {
        return engine.pods(app.name()).stream().map(Pod::name).findFirst().orElseThrow();
    }

    private static List<String> texts(List<String> lines) {
        return lines.stream().map(line -> line.replaceFirst("^\\S+ \\S+: ", "")).toList();
    }
}

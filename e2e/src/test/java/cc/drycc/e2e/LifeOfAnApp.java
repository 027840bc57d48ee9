package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of one app in the order its owner lives it (seed 1.4, 5.3, 5.5, 5.6, 5.8), on any engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class LifeOfAnApp {

    private static final String APP = "proper-barbecue";

    private Platform platform;
    private Person owner;
    private Repository repository;

    /** The platform it lives on. */
    abstract Platform platform() throws Exception;

    @BeforeAll
    void someone_has_an_app() throws Exception {
        platform = platform();
        owner = Person.register(platform, "barbecuer");
        repository = owner.app(APP);
    }

    @Test
    @Order(1)
    void push_answers_with_the_transcript_and_the_app_is_live_when_git_returns() {
        var push = repository.push().ok();

        assertThat(push.err())
                .contains("-----> Building Docker image")
                .containsPattern("Step 1/7 ?: FROM scratch")
                .contains("Launching... done, v2")
                .contains("-----> " + APP + " deployed to Drycc")
                .contains("http://" + platform.host(APP))
                .contains("To learn more, use `drycc help` or visit https://www.drycc.cc/")
                .contains("* [new branch]      master -> master");
        assertThat(repository.get())
                .contains("Powered by Drycc")
                .contains("Release v2 on " + APP + "-web-")
                .endsWith("200");
        assertThat(repository.remoteHead()).isEqualTo(repository.head());
    }

    @Test
    @Order(2)
    void the_same_commit_again_is_up_to_date_by_gits_own_word() {
        assertThat(repository.push().ok().err()).contains("Everything up-to-date");
    }

    @Test
    @Order(3)
    void config_set_makes_a_release_the_app_shows() {
        var set = repository
                .drycc("config", "set", "POWERED_BY=Containers and Java")
                .ok();

        assertThat(set.out()).contains("Creating config... done");
        assertThat(repository.get()).contains("Powered by Containers and Java").contains("Release v3 on ");
    }

    @Test
    @Order(4)
    void three_pods_answer_after_scale_to_three() {
        var scale = repository.drycc("scale", "web=3").ok();

        assertThat(scale.out())
                .contains("Scaling processes... but first, coffee!")
                .containsPattern("done in \\d+s");
        assertThat(podNames()).hasSize(3);
        var seen = new HashSet<String>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            seen.add(answeringPod());
            assertThat(seen).isEqualTo(new HashSet<>(podNames()));
        });
    }

    @Test
    @Order(5)
    void run_prints_what_the_command_prints_and_ends_as_it_ended() {
        var hi = repository.drycc("run", "--", "echo hi").ok();
        assertThat(hi.out()).contains("hi\n");

        assertThat(repository.drycc("run", "--", "exit 7").exitCode()).isEqualTo(7);
    }

    @Test
    @Order(6)
    void rollback_serves_the_image_and_config_of_the_release_named() {
        assertThat(repository.drycc("rollback", "v2").ok().out()).contains("Rolled back to v2");

        assertThat(repository.get()).contains("Powered by Drycc").contains("Release v4 on ");
        assertThat(repository.drycc("releases").ok().out())
                .containsPattern("succeed\\s+v4\\s.*" + owner.name() + " rolled back to v2")
                .containsPattern("succeed\\s+v3\\s.*" + owner.name() + " added POWERED_BY")
                .containsPattern("succeed\\s+v2\\s.*" + owner.name() + " deployed "
                        + repository.head().substring(0, 7))
                .containsPattern("succeed\\s+v1\\s.*" + owner.name() + " created initial release");
    }

    @Test
    @Order(7)
    void logs_show_the_lines_of_every_pod() {
        var pods = podNames();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            platform.curl(APP, "/cgi-bin/hello?from-the-log-test");
            var lines = repository.drycc("logs").ok().out().lines().toList();
            for (var pod : pods) {
                var suffix = pod.substring(pod.lastIndexOf('-') + 1);
                assertThat(lines).anyMatch(line -> line.contains(suffix) && line.contains("from-the-log-test"));
            }
        });
    }

    @Test
    @Order(8)
    void restart_and_delete_give_new_pods_of_the_same_release() {
        var before = podNames();
        repository.drycc("ps", "restart", "web").ok();
        assertThat(podNames()).hasSize(3).doesNotContainAnyElementsOf(before);

        var one = podNames().getFirst();
        repository.drycc("ps", "delete", one).ok();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(podNames()).hasSize(3).doesNotContain(one));
        assertThat(repository.get()).contains("Release v4 on ");
    }

    @Test
    @Order(9)
    void destroy_leaves_nothing() throws Exception {
        assertThat(engine("containers/json?all=1&")).contains(APP);
        assertThat(engine("images/json?")).contains(APP);
        assertThat(filesNamed(APP))
                .anyMatch(file -> file.startsWith("git/"))
                .anyMatch(file -> file.startsWith("objects/"));

        repository.drycc("destroy", "--confirm=" + APP).ok();

        assertThat(repository.get()).endsWith("404");
        assertThat(owner.drycc("apps", "list").ok().out()).doesNotContain(APP);
        assertThat(engine("containers/json?all=1&")).as("containers of the app").isEqualTo("[]");
        assertThat(engine("images/json?")).as("images of the app").isEqualTo("[]");
        assertThat(filesNamed(APP)).as("repository and objects of the app").isEmpty();
        assertThat(repository.git("fetch", "drycc").exitCode()).isNotZero();
    }

    private List<String> podNames() {
        return repository
                .drycc("ps", "list")
                .ok()
                .out()
                .lines()
                .filter(line -> line.startsWith(APP + "-web-") && !line.contains("terminating"))
                .map(line -> line.split("\\s+")[0])
                .sorted()
                .collect(Collectors.toList());
    }

    private String answeringPod() {
        var answer = repository.get();
        return answer.lines()
                .filter(line -> line.startsWith("Release "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer));
    }

    /** What the engine lists with the app's label. */
    private String engine(String question) {
        var filters = "filters=%7B%22label%22%3A%5B%22cc.drycc.app%3D" + APP + "%22%5D%7D";
        return Command.of(
                        "curl",
                        "-sSf",
                        "--unix-socket",
                        platform.engineUrl().substring("unix://".length()),
                        "http://engine/v1.40/" + question + filters)
                .run()
                .ok()
                .out()
                .strip();
    }

    private List<String> filesNamed(String app) throws Exception {
        var found = new ArrayList<String>();
        for (var folder : List.of("git", "objects")) {
            try (Stream<Path> files = Files.walk(platform.home().resolve(folder))) {
                files.map(file -> platform.home().relativize(file).toString())
                        .filter(file -> file.contains(app))
                        .forEach(found::add);
            }
        }
        return found;
    }
}

package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Repository;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of an app with a {@code .drycc} folder (seed 5.16): two images, a group of values, a run before the deploy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DryccPathIT {

    private static final String WORKER = """
            FROM scratch
            ARG CODENAME=none
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            RUN echo "$CODENAME" > /codename
            """;
    private static final String WORK = "echo worker of $(cat /codename) tides $TIDES colour ${COLOUR:-none};"
            + " trap 'exit 0' TERM; while :; do sleep 1; done";

    private Repository repository;

    @BeforeAll
    void an_app_with_a_folder() {
        repository = SharedPlatform.somebody().app("pathfinder");
        repository.write("docker/Dockerfile.worker", WORKER);
        repository.write(".drycc/config/tides", "TIDES=high\n");
        repository.write(".drycc/worker.yaml", """
                kind: pipeline
                ptype: worker
                build:
                  docker: docker/Dockerfile.worker
                  arg:
                    CODENAME: bookworm
                config:
                - tides
                deploy:
                  command: [/bin/sh, -c]
                  args:
                  - "%s"
                """.formatted(WORK));
        writeWeb("orange", "echo migrating $DRYCC_APP for $DRYCC_RELEASE; ls /www/cgi-bin");
    }

    /** @param run what runs before the deploy */
    private void writeWeb(String poweredBy, String run) {
        repository.commit(".drycc/web.yaml", """
                kind: pipeline
                ptype: web
                build:
                  docker: Dockerfile
                env:
                  POWERED_BY: %s
                run:
                  command: [/bin/sh, -c]
                  args:
                  - "%s"
                  timeout: 100
                deploy: {}
                """.formatted(poweredBy, run));
    }

    @Test
    @Order(1)
    void a_push_builds_both_runs_the_step_and_serves() {
        var push = repository.push().ok();

        assertThat(push.err())
                .contains("-----> web: Dockerfile", "-----> worker: docker/Dockerfile.worker")
                .contains("migrating pathfinder for v2", "web: run ended well", "Launching... done, v2");
        assertThat(repository.get())
                .startsWith("Powered by orange\nRelease v2 on")
                .endsWith("200");
        repository.drycc("ps", "scale", "worker=1").ok();
        assertThat(repository.drycc("logs").ok().out())
                .contains("worker of bookworm tides high colour none", "migrating pathfinder for v2");
    }

    @Test
    @Order(2)
    void the_build_shows_its_pipelines_and_each_type_its_image() {
        assertThat(repository.drycc("builds", "info").ok().out()).contains("Pipelines:  web.yaml, worker.yaml");
        assertThat(repository.drycc("builds", "fetch").ok().out())
                .contains("# Source: .drycc/config/tides\nTIDES=high\n", "# Source: .drycc/worker.yaml\n");
        assertThat(repository.drycc("pts", "describe", "worker").ok().out()).contains("-worker");
    }

    @Test
    @Order(3)
    void a_run_that_fails_leaves_the_old_release_serving() {
        var good = repository.remoteHead();
        writeWeb("lemon", "echo the table is locked; exit 3");

        var push = repository.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.err())
                .contains("the table is locked")
                .contains("v3 failed: web: its run before the deploy ended with exit code 3; v2 serves on")
                .contains("[remote rejected] master -> master");
        assertThat(repository.remoteHead()).isEqualTo(good);
        assertThat(repository.get())
                .startsWith("Powered by orange\nRelease v2 on")
                .endsWith("200");
    }

    @Test
    @Order(4)
    void the_next_push_works_and_going_back_takes_images_and_values_along() {
        repository.write("docker/Dockerfile.worker", WORKER + "LABEL generation=two\n");
        writeWeb("lime", "true");
        repository.push().ok();
        assertThat(repository.get()).startsWith("Powered by lime\nRelease v4 on");

        repository.drycc("releases", "rollback", "v2").ok();

        assertThat(repository.get())
                .startsWith("Powered by orange\nRelease v5 on")
                .endsWith("200");
        assertThat(repository.drycc("config", "-p", "web").ok().out()).contains("orange");
    }

    @Test
    @Order(5)
    void a_mistake_is_told_with_its_line_before_anything_is_built() {
        repository.commit(".drycc/worker.yaml", "kind: pipeline\nptype: worker\nreplicas: 3\ndeploy: {}\n");

        var push = repository.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.err())
                .contains(".drycc/worker.yaml line 3: replicas: there is no such field")
                .doesNotContain("Building Docker image");
        repository.commit(".drycc/worker.yaml", "kind: pipeline\nptype: worker\ndeploy: {image: web}\n");
    }

    @Test
    @Order(6)
    void an_image_is_pulled_with_the_folder() {
        var image = repository.drycc("builds", "info").ok().out().replaceAll("(?s).*Image: +(\\S+).*", "$1");
        var other = repository
                .person()
                .app("pathfinder-" + UUID.randomUUID().toString().substring(0, 8));
        other.write(".drycc/web.yaml", """
                kind: pipeline
                ptype: web
                env: {POWERED_BY: plum}
                deploy: {}
                """);

        var pull = other.person()
                .dryccCommand("-a", other.app(), "pull", image)
                .in(other.folder())
                .run()
                .ok();

        assertThat(pull.out()).contains("Creating build... done, v2");
        assertThat(other.get()).startsWith("Powered by plum\nRelease v2 on").endsWith("200");
    }
}

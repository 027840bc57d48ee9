package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.buildservice.testing.Client;
import cc.drycc.buildservice.testing.FakeBuilds;
import cc.drycc.buildservice.testing.TestService;
import cc.drycc.engine.ImageRef;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of jobs: their queue, their end, what is told about them, and who may see them. */
class JobsTest {

    private static final String WAIT = "FROM scratch\\n# wait";

    @TempDir
    private Path folder;

    private final FakeBuilds builds = new FakeBuilds();
    private Optional<TestService> service = Optional.empty();

    private Client start(Map<String, String> environment) throws Exception {
        service = Optional.of(TestService.start(folder, builds.images(), builds, environment));
        return service.get().client();
    }

    @AfterEach
    void stop() {
        service.ifPresent(TestService::close);
    }

    private static String order(String image, String dockerfile) {
        return "{\"image_name\": \"ns/" + image + "\", \"dockerfile\": \"" + dockerfile + "\"}";
    }

    private void awaitBuilding(int count) {
        await().until(() -> builds.waited() == count);
    }

    @Test
    void two_jobs_run_and_the_others_wait_in_the_order_they_came() throws Exception {
        var client = start(Map.of());
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.add(client.order(order("i" + i, WAIT + "\\n# say " + i)));
        }
        awaitBuilding(2);

        assertThat(client.get("/api/v1/" + jobs.get(1) + "/status").body()).isEqualTo("{\"Status\":\"Building\"}");
        assertThat(client.get("/api/v1/" + jobs.get(2) + "/status").body())
                .isEqualTo("{\"Status\":\"Building\",\"QueuePosition\":1}");
        assertThat(client.get("/api/v1/" + jobs.get(5) + "/status").body())
                .isEqualTo("{\"Status\":\"Building\",\"QueuePosition\":4}");
        for (int i = 1; i <= 6; i++) {
            builds.letGo(1);
            awaitBuilding(Math.min(i + 2, 6));
        }
        jobs.forEach(job -> assertThat(client.ended(job)).isEqualTo("Finished"));
        assertThat(builds.built()).hasSize(6);
        // whatever was let go first, they were begun in their order
        assertThat(builds.built().subList(2, 6))
                .extracting(text -> text.replaceAll("(?s).*# say ", ""))
                .containsExactly("2", "3", "4", "5");
    }

    @Test
    void a_job_that_waits_and_one_that_runs_can_be_cancelled() throws Exception {
        var client = start(Map.of("DRYCC_BUILD_PARALLEL", "1"));
        var running = client.order(order("running", WAIT));
        var waiting = client.order(order("waiting", WAIT));
        awaitBuilding(1);

        assertThat(client.delete("/api/v1/" + waiting).status()).isEqualTo(204);
        assertThat(client.delete("/api/v1/" + running).status()).isEqualTo(204);

        assertThat(client.status(waiting)).isEqualTo("Failed: cancelled");
        assertThat(client.status(running)).isEqualTo("Failed: cancelled");
        await().untilAsserted(() -> assertThat(builds.names()).isEmpty());
        assertThat(client.delete("/api/v1/" + running).status()).isEqualTo(409);
        var next = client.order(order("next", "FROM scratch"));
        assertThat(client.ended(next)).isEqualTo("Finished");
        assertThat(builds.built()).hasSize(2);
        assertThat(builds.pushes()).hasSize(1);
    }

    @Test
    void images_that_a_dead_process_left_are_removed_and_no_others() throws Exception {
        builds.names()
                .addAll(Stream.of(
                                "drycc-test/build-4be1efeb-4217-44f7-b1d7-2c0fce224799:latest",
                                "localhost/drycc-test/build-eb38884b-5f99-43cd-aeb9-957496bfd9be:latest",
                                "drycc-other/build-63e87a8f-ea16-44da-80cb-9f8a1b7ab4f4:latest",
                                "busybox:latest")
                        .map(ImageRef::new)
                        .toList());

        start(Map.of());

        await().untilAsserted(() -> assertThat(builds.names())
                .extracting(ImageRef::value)
                .containsExactlyInAnyOrder(
                        "drycc-other/build-63e87a8f-ea16-44da-80cb-9f8a1b7ab4f4:latest", "busybox:latest"));
    }

    @Test
    void a_job_that_pushes_can_be_cancelled() throws Exception {
        var client = start(Map.of());
        var job = client.order(order("slow", "FROM scratch"));
        await().until(() -> client.status(job).equals("Pushing"));

        client.delete("/api/v1/" + job);

        assertThat(client.status(job)).isEqualTo("Failed: cancelled");
        await().untilAsserted(() -> assertThat(builds.names()).isEmpty());
    }

    @Test
    void a_job_begins_again_when_the_service_was_stopped_and_is_given_up_the_third_time() throws Exception {
        var client = start(Map.of());
        var patient = client.order(order("patient", WAIT));
        awaitBuilding(1);

        service.orElseThrow().restart();
        client = service.orElseThrow().client();
        awaitBuilding(2);
        assertThat(service.orElseThrow()
                        .sql()
                        .sql("SELECT count(*) FROM build_tasks WHERE execution_time > now() - interval '1 day'")
                        .query(Integer.class)
                        .single())
                .as("jobs that lost their place in the queue")
                .isZero();
        builds.letGo(1);
        assertThat(client.ended(patient)).isEqualTo("Finished");
        assertThat(client.logs(patient)).contains("The service was restarted; this job begins again.");

        var poison = client.order(order("poison", WAIT));
        for (int start = 1; start <= 3; start++) {
            awaitBuilding(2 + start);
            service.orElseThrow().restart();
            client = service.orElseThrow().client();
        }
        assertThat(client.ended(poison))
                .isEqualTo("Failed: the service stopped 3 times while it worked on this; it is given up");
    }

    @Test
    void a_log_is_followed_to_its_end() throws Exception {
        var client = start(Map.of());
        var job = client.order(
                order("followed", "FROM scratch\\n# say before\\n# wait\\n# say \\u00e4fter \\ud83d\\ude00"));
        awaitBuilding(1);
        List<String> lines = new CopyOnWriteArrayList<>();
        var over = CompletableFuture.runAsync(() -> {
            try (var http = HttpClient.newHttpClient()) {
                http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + client.port() + "/api/v1/" + job
                                                + "/logs?follow"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .forEach(lines::add);
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        await().until(() -> lines.contains("before"));
        assertThat(over).isNotDone();
        builds.letGo(1);
        over.get(20, java.util.concurrent.TimeUnit.SECONDS);

        assertThat(lines)
                .containsExactly(
                        "before",
                        "\u00e4fter \ud83d\ude00",
                        "-----> Pushing to ns/followed",
                        "digest: sha256:" + "d".repeat(64));
        assertThat(client.logs(job)).isEqualTo(String.join("\n", lines) + "\n");
    }

    @Test
    void a_registry_that_is_away_is_tried_again() throws Exception {
        var client = start(Map.of());
        builds.failPushes(1);

        var job = client.order(order("again", "FROM scratch"));

        assertThat(client.ended(job)).isEqualTo("Finished");
        assertThat(client.logs(job)).contains("the registry is away; trying again in 2 s\n");
    }

    @Test
    void an_engine_that_is_away_fails_the_job_and_not_the_service() throws Exception {
        var client = start(Map.of());

        var job = client.order(order("away", "# engine away"));

        assertThat(client.ended(job)).isEqualTo("Failed: The container engine broke off");
        assertThat(client.ended(client.order(order("next", "FROM scratch")))).isEqualTo("Finished");
    }

    @Test
    void the_same_request_under_one_key_is_one_job_and_another_is_refused() throws Exception {
        var client = start(Map.of());
        var first = client.order(order("one", "FROM scratch"), "Idempotency-Key", "k1");

        assertThat(client.order(order("one", "FROM scratch"), "Idempotency-Key", "k1"))
                .isEqualTo(first);
        assertThat(client.post(order("two", "FROM scratch"), "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(409);
        assertThat(client.order(order("one", "FROM scratch"), "Idempotency-Key", "k2"))
                .isNotEqualTo(first);
        assertThat(client.post(order("one", "FROM scratch"), "Idempotency-Key", "k".repeat(201))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_same_request_at_the_same_time_is_one_job() throws Exception {
        var client = start(Map.of());
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = java.util.stream.IntStream.range(0, 10)
                    .mapToObj(_ ->
                            threads.submit(() -> client.order(order("one", "FROM scratch"), "Idempotency-Key", "k")))
                    .toList();
            List<String> jobs = new ArrayList<>();
            for (var answer : answers) {
                jobs.add(answer.get());
            }
            assertThat(jobs).hasSize(10).containsOnly(jobs.getFirst());
        }
    }

    @Test
    void who_has_too_many_jobs_or_orders_too_often_is_told_when_to_come_back() throws Exception {
        var client = start(Map.of("DRYCC_BUILD_PER_CLIENT", "3", "DRYCC_BUILD_PER_MINUTE", "5"));
        for (int i = 0; i < 3; i++) {
            client.order(order("i" + i, WAIT));
        }

        var tooMany = client.post(order("x", WAIT));
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.error()).isEqualTo("3 of your jobs are under way; 3 may be.");
        assertThat(Integer.parseInt(tooMany.headers().get("Retry-After"))).isPositive();

        builds.letGo(3);
        await().until(() -> client.get("/api/v1/jobs").body().split("\"finished\"", -1).length == 4);
        client.order(order("y", "FROM scratch"));
        var tooOften = client.post(order("z", "FROM scratch"));
        assertThat(tooOften.status()).isEqualTo(429);
        assertThat(tooOften.error()).isEqualTo("5 orders a minute are allowed.");
        assertThat(Integer.parseInt(tooOften.headers().get("Retry-After"))).isBetween(1, 60);
    }

    @Test
    void a_full_queue_takes_nothing_more() throws Exception {
        var client = start(Map.of("DRYCC_BUILD_WAITING", "1"));
        for (int i = 1; i <= 2; i++) {
            client.order(order("i" + i, WAIT));
            awaitBuilding(i);
        }
        client.order(order("waits", WAIT));

        var full = client.post(order("x", WAIT));

        assertThat(full.status()).isEqualTo(503);
        assertThat(full.headers()).containsKey("Retry-After");
        builds.letGo(3);
    }

    @Test
    void with_tokens_nobody_comes_in_without_and_each_sees_their_own_jobs() throws Exception {
        var client = start(Map.of(
                "DRYCC_BUILD_TOKENS",
                "alice=alice-0123456789abcdef, bob=bob-0123456789abcdef",
                "DRYCC_BUILD_HOST",
                "127.0.0.1"));
        String[] alice = {"Authorization", "token alice-0123456789abcdef"};
        String[] bob = {"Authorization", "Bearer bob-0123456789abcdef"};

        assertThat(client.post(order("x", "FROM scratch")).status()).isEqualTo(401);
        assertThat(client.get("/api/v1/jobs").status()).isEqualTo(401);
        assertThat(client.get("/api/v1/jobs", "Authorization", "token alice-0123456789abcdeg")
                        .status())
                .isEqualTo(401);
        assertThat(client.get("/api/v1/jobs?token=alice-0123456789abcdef").status())
                .isEqualTo(401);
        assertThat(client.get("/healthz").status()).isEqualTo(200);
        assertThat(client.get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");

        var job = client.order(order("x", "FROM scratch"), alice);
        await().until(() -> client.status(job, alice).equals("Finished"));
        assertThat(client.get("/api/v1/" + job + "/status", bob).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/" + job + "/logs", bob).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/" + job, bob).status()).isEqualTo(404);
        assertThat(client.delete("/api/v1/" + job, bob).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/jobs", bob).body()).isEqualTo("{\"Jobs\":[]}");
        assertThat(client.get("/api/v1/jobs", alice).body()).contains(job);
        assertThat(service.orElseThrow().dump()).doesNotContain("0123456789abcdef");
    }

    @Test
    void an_open_service_takes_nothing_from_web_pages() throws Exception {
        var client = start(Map.of());

        assertThat(client.post(order("x", "FROM scratch"), "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(client.post(order("x", "FROM scratch"), "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(client.post(order("x", "FROM scratch"), "Sec-Fetch-Site", "none")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void jobs_are_listed_newest_first_page_by_page() throws Exception {
        var client = start(Map.of());
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(client.order(order("i" + i, "FROM scratch")));
        }

        var page = client.get("/api/v1/jobs?limit=2").json().path("Jobs");
        assertThat(page.get(0).path("JobIdentifier").asString()).isEqualTo(jobs.get(4));
        var next = client.get("/api/v1/jobs?limit=2&before="
                        + page.get(1).path("Number").asLong())
                .json()
                .path("Jobs");
        assertThat(next.get(0).path("JobIdentifier").asString()).isEqualTo(jobs.get(2));
        assertThat(client.get("/api/v1/jobs?limit=0").status()).isEqualTo(400);
        assertThat(client.get("/api/v1/jobs?limit=x").status()).isEqualTo(400);
    }

    @Test
    void a_large_log_comes_whole() throws Exception {
        var client = start(Map.of());
        var line = "\u00e9".repeat(3_000);
        var job = client.order(order("large", "FROM scratch" + ("\\n# say " + line).repeat(10)));

        assertThat(client.ended(job)).isEqualTo("Finished");
        assertThat(client.logs(job).lines().filter(line::equals).count()).isEqualTo(10);
    }

    @Test
    void a_service_that_nobody_locked_listens_on_this_machine_only() {
        var open = BuildServiceSettings.from(Map.of());
        assertThat(open.host()).isEqualTo("127.0.0.1");
        assertThat(open.port()).isEqualTo(8080);
        assertThat(BuildServiceSettings.from(Map.of("DRYCC_BUILD_OPEN", "true")).host())
                .isEqualTo("0.0.0.0");
        assertThat(BuildServiceSettings.from(Map.of("DRYCC_BUILD_TOKENS", "a=0123456789abcdef"))
                        .host())
                .isEqualTo("0.0.0.0");
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> BuildServiceSettings.from(Map.of("DRYCC_BUILD_HOST", "0.0.0.0")))
                .withMessageContaining("DRYCC_BUILD_TOKENS");
    }
}

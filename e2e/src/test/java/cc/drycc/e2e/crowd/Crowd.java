package cc.drycc.e2e.crowd;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Those who work on one app, each with a program or a repository of their own. */
public final class Crowd {

    private static final Pattern LAUNCHED = Pattern.compile("Launching\\.\\.\\. done, v(\\d+)");

    private final Platform platform;
    private final Person owner;
    private final Api api;
    private final String app;
    private final List<Repository> repositories = new ArrayList<>();
    private final List<Change> journal = new CopyOnWriteArrayList<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();

    private Crowd(Platform platform, Person owner, String app) {
        this.platform = platform;
        this.owner = owner;
        this.api = Api.of(platform, owner);
        this.app = app;
    }

    /** An app that was pushed and configured once, and two who push to it. */
    public static Crowd gather(Platform platform, String app) throws InterruptedException {
        var owner = Person.register(platform, "dev");
        var crowd = new Crowd(platform, owner, app);
        crowd.repositories.add(owner.app(app));
        var friend = Person.register(platform, "friend");
        owner.drycc("perms", "add", "friend", "view,change", "-a", app).ok();
        crowd.repositories.add(friend.repositoryFor(app));
        crowd.push(crowd.repositories.getFirst(), "first");
        if (crowd.journal.size() != 1) {
            throw new AssertionError("the first push failed: " + crowd.surprises);
        }
        // so that there is something to go back to
        crowd.configure("MINE_0", 0);
        return crowd;
    }

    /** Everybody works for so long, and finishes what is begun. */
    public void work(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 3; i++) {
                var mine = "MINE_" + i;
                workers.add(() -> repeat(end, round -> configure(mine, round)));
            }
            var numbers = new Random(20261121);
            workers.add(() -> repeat(end, round -> scale(numbers, "/scale/")));
            workers.add(() -> repeat(end, round -> scale(numbers, "/ptypes/scale/")));
            workers.add(() -> repeat(end, this::rollBack));
            for (var repository : repositories) {
                workers.add(() -> repeat(end, round -> push(repository, "round " + round)));
            }
            workers.add(() -> repeat(end, this::deploy));
            workers.add(() ->
                    repeat(end, round -> note("restart", api.post("/v2/apps/" + app + "/pods/restart/", Map.of()))));
            workers.add(() -> repeat(end, this::look));
            workers.add(() -> repeat(end, this::passBy));
            for (var done : hands.invokeAll(workers)) {
                done.get();
            }
        }
    }

    private interface Step {
        void take(int round) throws Exception;
    }

    private static boolean repeat(long end, Step step) throws Exception {
        for (int round = 1; System.nanoTime() < end; round++) {
            step.take(round);
        }
        return true;
    }

    /** Sets a value nobody else sets, and unsets it every fourth time. */
    private void configure(String name, int round) throws InterruptedException {
        var value = round % 4 == 3 ? Optional.<String>empty() : Optional.of("round " + round);
        var values = new HashMap<String, Object>();
        values.put(name, value.orElse(null));
        var answer = api.post("/v2/apps/" + app + "/config/", Map.of("values", values));
        // somebody went back to where the value was not there yet, or was the same
        boolean vain = answer.status() == 422 && value.isEmpty();
        note("config", vain ? new Api.Answer(409, answer.body(), answer.release()) : answer)
                .ifPresent(version -> journal.add(new Change.Configured(version, name, value)));
    }

    private void scale(Random numbers, String path) throws InterruptedException {
        int wanted;
        synchronized (numbers) {
            wanted = 1 + numbers.nextInt(3);
        }
        note("scale", api.post("/v2/apps/" + app + path, Map.of("web", wanted)));
    }

    /** To some release that ran, and every other time to the one before. */
    private void rollBack(int round) throws InterruptedException {
        var body = Map.<String, Object>of();
        if (round % 2 == 0) {
            var good = api.read("/v2/apps/" + app + "/releases/?limit=20")
                    .get("results")
                    .valueStream()
                    .filter(release -> release.get("state").asString().equals("succeed"))
                    .filter(release -> !release.get("build").isNull())
                    .toList();
            body = Map.of(
                    "version", good.get(round % good.size()).get("version").asInt());
        }
        note("rollback", api.post("/v2/apps/" + app + "/releases/rollback/", body))
                .ifPresent(version -> journal.add(new Change.RolledBack(version)));
    }

    private void deploy(int round) throws InterruptedException {
        note("deploy", api.post("/v2/apps/" + app + "/releases/deploy/", Map.of("force", round % 2 == 0)));
    }

    /** Reads what a person looks at. */
    private void look(int round) throws InterruptedException {
        for (var what :
                List.of("releases/", "pods/", "ptypes/", "build/", "config/", "logs/", "releases/v2/diff/", "")) {
            note("look", api.get("/v2/apps/" + app + "/" + what));
        }
    }

    /** One at a time goes through; who comes meanwhile is told so. */
    private void push(Repository repository, String text) throws InterruptedException {
        repository.commit("version", text + " of " + repository.person().name());
        var result =
                repository.git("push", "drycc", "master:" + repository.person().name());
        var launched = LAUNCHED.matcher(result.err());
        if (result.exitCode() == 0 && launched.find()) {
            count("push");
            journal.add(new Change.Pushed(
                    Integer.parseInt(launched.group(1)),
                    repository.head(),
                    text + " of " + repository.person().name()));
        } else if (result.err().contains("Another git push is ongoing")) {
            count("push 409");
            TimeUnit.SECONDS.sleep(1); // whoever reads that does not come again at once
        } else {
            surprises.add("push: " + result.all());
        }
    }

    private final AtomicInteger passers = new AtomicInteger();

    /** Another app is made, pushed and destroyed; every other time while its push is under way. */
    private void passBy(int round) throws InterruptedException {
        var name = "passer-" + passers.incrementAndGet();
        var repository = owner.app(name);
        var push = repository.gitCommand("push", "drycc", "master").start();
        if (round % 2 == 0) {
            push.process().waitFor(2, TimeUnit.SECONDS);
        } else {
            var pushed = push.await(Duration.ofMinutes(3));
            if (pushed.exitCode() != 0) {
                surprises.add("push of another app: " + pushed.all());
            }
        }
        note("destroy", api.delete("/v2/apps/" + name + "/"));
        push.await(Duration.ofMinutes(1));
    }

    /** @return the release an answer names, if it is a good one */
    private Optional<Integer> note(String what, Api.Answer answer) {
        if (answer.isGood()) {
            count(what);
            return answer.release().isPresent() ? Optional.of(answer.release().getAsInt()) : Optional.empty();
        }
        if (answer.status() == 409) {
            count(what + " 409");
        } else {
            surprises.add(what + ": " + answer);
        }
        return Optional.empty();
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    public Api api() {
        return api;
    }

    /** All that made a release, in no order. */
    public List<Change> journal() {
        return List.copyOf(journal);
    }

    /** Answers nobody should get. */
    public List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** How many of what went well or was told to come again. */
    public String summary() {
        return counts.toString();
    }

    /** Containers of the apps that came and went. */
    public String otherAppsLeft() {
        return Command.of("podman", "--url", platform.engineUrl(), "ps", "-a", "--format", "{{.Names}}")
                .run()
                .ok()
                .out()
                .lines()
                .filter(name -> name.contains("passer-"))
                .collect(Collectors.joining(" "));
    }
}

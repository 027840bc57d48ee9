package cc.drycc.e2e.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The ledger of an app as it is told afterwards. */
public final class History {

    private static final Pattern BACK = Pattern.compile("rolled back to v(\\d+)$");
    private static final Pattern SCALED = Pattern.compile("scaled pods web=(\\d+)$");

    private final Api api;
    private final String app;
    private final List<Entry> entries;
    private List<Change> journal = List.of();

    /** A release, what it is configured with and the commit it runs. */
    private record Entry(JsonNode release, Map<String, String> values, JsonNode build) {
        int version() {
            return release.get("version").asInt();
        }

        String text(String field) {
            return release.get(field).asString("");
        }
    }

    private History(Api api, String app, List<Entry> entries) {
        this.api = api;
        this.app = app;
        this.entries = entries;
    }

    /** Reads all of it, oldest first. */
    public static History read(Api api, String app) throws InterruptedException {
        var entries = new ArrayList<Entry>();
        for (var release : api.all("/v2/apps/" + app + "/releases/").toList().reversed()) {
            var version = "?version=v" + release.get("version").asInt();
            var values = new TreeMap<String, String>();
            api.read("/v2/apps/" + app + "/config/" + version)
                    .get("values")
                    .properties()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asString()));
            entries.add(new Entry(release, values, api.read("/v2/apps/" + app + "/build/" + version)));
        }
        return new History(api, app, entries);
    }

    /**
     * Each release is its predecessor and one change that somebody made and was told of; nothing else is in it and nothing
     * is missing.
     */
    public void isSerial(List<Change> changes) {
        journal = changes;
        assertThat(entries.stream().map(Entry::version))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries.size()).boxed().toList());
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.text("state"))
                        .as(entry.release().toString())
                        .isEqualTo("succeed"));
        assertThat(changes.stream().map(Change::version).sorted())
                .as("a release for each change that was acknowledged, and none besides")
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, entries.size()).boxed().toList());
        for (var change : changes) {
            follows(entries.get(change.version() - 2), entries.get(change.version() - 1), change);
        }
    }

    private void follows(Entry before, Entry entry, Change change) {
        var what = change + " made " + entry.release();
        switch (change) {
            case Change.Configured set -> {
                var values = new HashMap<>(before.values());
                set.value().ifPresentOrElse(value -> values.put(set.name(), value), () -> values.remove(set.name()));
                assertThat(entry.values()).as(what).isEqualTo(values);
                assertThat(entry.text("build")).as(what).isEqualTo(before.text("build"));
            }
            case Change.RolledBack back -> {
                var target = BACK.matcher(entry.text("summary"));
                assertThat(target.find()).as(what).isTrue();
                var old = entries.get(Integer.parseInt(target.group(1)) - 1);
                assertThat(entry.text("build")).as(what).isEqualTo(old.text("build"));
                assertThat(entry.text("config")).as(what).isEqualTo(old.text("config"));
            }
            case Change.Pushed push -> {
                assertThat(entry.build().get("sha").asString()).as(what).isEqualTo(push.sha());
                assertThat(entry.text("config")).as(what).isEqualTo(before.text("config"));
                assertThat(imageIsThere(entry.build().get("image").asString()))
                        .as(what)
                        .isTrue();
            }
        }
    }

    private boolean imageIsThere(String image) {
        return Command.of("podman", "--url", api.platform().engineUrl(), "image", "exists", image)
                        .run()
                        .exitCode()
                == 0;
    }

    /** The newest release runs, in as many pods as the last scale said, and answers. */
    public void isWhatRuns() throws InterruptedException {
        var newest = entries.getLast();
        var pods = api.read("/v2/apps/" + app + "/pods/")
                .get("results")
                .valueStream()
                .toList();
        assertThat(pods).hasSize(lastScale());
        assertThat(pods).allSatisfy(pod -> {
            assertThat(pod.get("release").asString()).isEqualTo("v" + newest.version());
            assertThat(pod.get("state").asString()).isEqualTo("up");
        });
        var sha = newest.build().get("sha").asString();
        var text = journal.stream()
                .filter(change ->
                        change instanceof Change.Pushed push && push.sha().equals(sha))
                .map(change -> ((Change.Pushed) change).text())
                .findFirst();
        assertThat(api.platform().curl(app, "/version")).isEqualTo(text.orElseThrow() + "\n200");
    }

    /** Scales are logged one by one while nobody else is at work on the app. */
    private int lastScale() throws InterruptedException {
        int last = 1;
        for (var line : api.get("/v2/apps/" + app + "/logs?log_lines=10000")
                .body()
                .lines()
                .toList()) {
            var scaled = SCALED.matcher(line);
            if (scaled.find()) {
                last = Integer.parseInt(scaled.group(1));
            }
        }
        return last;
    }
}

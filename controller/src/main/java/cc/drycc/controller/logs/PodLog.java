package cc.drycc.controller.logs;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.Engine;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.Pod;
import java.io.IOException;
import java.util.Set;

/** The log of one pod, as its app's people may ask for it. */
public final class PodLog {

    private final Engine engine;
    private final LogReader reader;

    public PodLog(Engine engine, LogReader reader) {
        this.engine = engine;
        this.reader = reader;
    }

    /** @throws Problem.NotFound when the app has no such pod */
    public Pod find(App app, String name) {
        return engine.pods(app.name()).stream()
                .filter(each -> each.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("The pod does not exist in application."));
    }

    /**
     * Returns when there is something to read.
     *
     * @param container empty, or the name of the only one there is: app and process type, or the type alone
     * @throws Problem.NotFound when the pod has no such container, or was never restarted and its past is asked for
     */
    public void check(Pod pod, String container, LogQuery.Part part) {
        var type = pod.workload().processType().value();
        var known = Set.of("", type, pod.workload().app() + "-" + type);
        if (!known.contains(container)) {
            throw new Problem.NotFound("container %s is not valid for pod %s; it has only %s-%s"
                    .formatted(printable(container), pod.name(), pod.workload().app(), type));
        }
        if (part == LogQuery.Part.PREVIOUS && pod.restarts() == 0 && pod.state() != Pod.State.CRASHED) {
            throw new Problem.NotFound(
                    "previous terminated container of pod %s not found: it was never restarted".formatted(pod.name()));
        }
    }

    /** Its bare lines; with follow until it is gone. */
    public void read(Pod pod, LogQuery query, LogReader.Lines sink) throws IOException, InterruptedException {
        reader.pod(pod.name(), query, sink);
    }

    private static String printable(String text) {
        var clean = text.replaceAll("[^a-zA-Z0-9._-]", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }
}

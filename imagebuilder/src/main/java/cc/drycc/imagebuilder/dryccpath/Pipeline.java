package cc.drycc.imagebuilder.dryccpath;

import cc.drycc.engine.ProcessType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One process type, as its file says.
 *
 * @param type its name
 * @param build empty when it runs the app's image, or one that exists
 * @param env its own values, secrets: never logged
 * @param run empty when nothing has to run before it
 * @param config the groups of values it gets, in order
 * @param deploy what its pods run
 */
public record Pipeline(
        ProcessType type,
        Optional<BuildStep> build,
        SortedMap<String, String> env,
        Optional<RunStep> run,
        List<String> config,
        DeployStep deploy) {

    static final String KIND = "pipeline";

    public Pipeline {
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        config = List.copyOf(config);
    }

    /** The same with other values. */
    public Pipeline with(SortedMap<String, String> values, List<String> groups) {
        return new Pipeline(type, build, values, run, groups, deploy);
    }

    /** As the file says it, without what it leaves out. */
    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("kind", KIND);
        map.put("ptype", type.value());
        build.ifPresent(step -> map.put("build", with(of("docker", step.docker()), "arg", step.arg())));
        if (!env.isEmpty()) {
            map.put("env", env);
        }
        run.ifPresent(step -> {
            var fields = start(step.command(), step.args(), step.image());
            fields.put("timeout", step.timeout().toSeconds());
            map.put("run", fields);
        });
        if (!config.isEmpty()) {
            map.put("config", config);
        }
        map.put("deploy", start(deploy.command(), deploy.args(), deploy.image()));
        return map;
    }

    private static Map<String, Object> start(List<String> command, List<String> args, Optional<String> image) {
        var fields = new LinkedHashMap<String, Object>();
        if (!command.isEmpty()) {
            fields.put("command", command);
        }
        if (!args.isEmpty()) {
            fields.put("args", args);
        }
        image.ifPresent(name -> fields.put("image", name));
        return fields;
    }

    private static Map<String, Object> of(String name, Object value) {
        var map = new LinkedHashMap<String, Object>();
        map.put(name, value);
        return map;
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Map<String, String> more) {
        if (!more.isEmpty()) {
            map.put(name, more);
        }
        return map;
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "Pipeline[%s %s]".formatted(type, env.keySet());
    }
}

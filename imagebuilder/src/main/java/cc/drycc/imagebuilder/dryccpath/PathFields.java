package cc.drycc.imagebuilder.dryccpath;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.Fields.Misplaced;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The schema of a {@code .drycc} folder: which fields there are and what may stand in them (reference controller). */
final class PathFields {

    /** A day: what a one-off command may take, too. */
    static final long LONGEST_RUN = 86_400;

    /** More process types, or groups, than any app has. */
    static final int MOST = 100;

    private static final List<String> PIPELINE = List.of("kind", "ptype", "build", "env", "run", "config", "deploy");

    /** A file's name, with or without {@code .yaml} (the seed's grammar and the reference controller's). */
    private static final Pattern FILE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Pattern DOCKERFILE = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._/-]{0,254}");

    private PathFields() {}

    /** Reads the form the API uses. */
    static DryccPath read(Map<?, ?> map) throws DryccPathProblem {
        try {
            var all = new Fields(DryccPath.FOLDER, List.of(), map);
            all.only(List.of("config", "pipeline"));
            var groups = new TreeMap<String, SortedMap<String, String>>();
            var config = all.map("config");
            for (var key : config.isPresent() ? config.get().map().keySet() : List.of()) {
                var group = group(String.valueOf(key));
                groups.put(group, named(config.get(), group, groupFile(group)).values());
            }
            var files = all.map("pipeline");
            var pipelines = new TreeMap<String, Pipeline>();
            for (var key : files.isPresent() ? files.get().map().keySet() : List.of()) {
                var file = file(String.valueOf(key));
                pipelines.put(file, pipeline(named(files.get(), file, pipelineFile(file))));
            }
            return whole(groups, pipelines);
        } catch (Misplaced e) {
            throw e.at(Optional.empty());
        }
    }

    private static Fields named(Fields parent, String name, String file) throws Misplaced {
        if (parent.map().get(name) instanceof Map<?, ?> map) {
            return new Fields(file, List.of(), map);
        }
        throw new Misplaced(file, List.of(), "a map of fields is needed");
    }

    /** Checks what can only be checked when all files are known. */
    static DryccPath whole(SortedMap<String, SortedMap<String, String>> groups, SortedMap<String, Pipeline> pipelines)
            throws DryccPathProblem {
        if (pipelines.isEmpty()) {
            throw new DryccPathProblem(".drycc: there is no pipeline in it; add one, such as .drycc/web.yaml");
        }
        if (pipelines.size() > MOST || groups.size() > MOST) {
            throw new DryccPathProblem(".drycc: there are more than " + MOST + " pipelines or groups");
        }
        var declaredIn = new HashMap<ProcessType, String>();
        for (var entry : pipelines.entrySet()) {
            var before = declaredIn.putIfAbsent(entry.getValue().type(), entry.getKey());
            if (before != null) {
                throw new DryccPathProblem("%s: ptype: Pipeline's ptype must be unique; %s has %s already"
                        .formatted(
                                pipelineFile(entry.getKey()),
                                pipelineFile(before),
                                entry.getValue().type()));
            }
        }
        return new DryccPath(groups, pipelines);
    }

    static Pipeline pipeline(Fields fields) throws Misplaced {
        fields.only(PIPELINE);
        if (!fields.text("kind").equals(Pipeline.KIND)) {
            throw fields.at("kind", "it must be \"" + Pipeline.KIND + "\"");
        }
        var deploy = fields.map("deploy");
        if (deploy.isEmpty()) {
            throw fields.at("deploy", "this field is needed, {} for the command of the image itself");
        }
        return new Pipeline(
                type(fields),
                build(fields.map("build")),
                fields.values("env"),
                run(fields.map("run")),
                groups(fields),
                deploy(deploy.get()));
    }

    private static ProcessType type(Fields fields) throws Misplaced {
        var name = fields.text("ptype");
        if (name.equals(ProcessType.RUN.value())) {
            throw fields.at("ptype", "\"run\" is reserved for one-off commands; choose another name");
        }
        if (!ProcessType.isValid(name)) {
            throw fields.at("ptype", "use 1 to 63 characters, a-z (lowercase), 0-9 and single hyphens inside");
        }
        return new ProcessType(name);
    }

    private static Optional<BuildStep> build(Optional<Fields> given) throws Misplaced {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var fields = given.get();
        fields.only(List.of("docker", "arg"));
        var docker = fields.optionalText("docker").orElse(BuildStep.DOCKERFILE);
        if (!DOCKERFILE.matcher(docker).matches()
                || Arrays.asList(docker.split("/", -1)).contains("..")) {
            throw fields.at("docker", "it must be the path of a file inside the source, without blanks");
        }
        return Optional.of(new BuildStep(docker, fields.values("arg")));
    }

    private static Optional<RunStep> run(Optional<Fields> given) throws Misplaced {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var fields = given.get();
        fields.only(List.of("command", "args", "image", "timeout"));
        var step = new RunStep(
                fields.texts("command"),
                fields.texts("args"),
                image(fields),
                fields.seconds("timeout", LONGEST_RUN).map(Duration::ofSeconds).orElse(RunStep.DEFAULT_TIMEOUT));
        if (step.command().isEmpty() && step.args().isEmpty() && step.image().isEmpty()) {
            throw fields.at("", "say what to run: command, args or image");
        }
        return Optional.of(step);
    }

    private static DeployStep deploy(Fields fields) throws Misplaced {
        fields.only(List.of("command", "args", "image"));
        return new DeployStep(fields.texts("command"), fields.texts("args"), image(fields));
    }

    private static Optional<String> image(Fields fields) throws Misplaced {
        var name = fields.optionalText("image");
        if (name.isPresent() && (!ImageRef.isValid(name.get()) || ImageRef.isAmbiguous(name.get()))) {
            throw fields.at("image", "use a process type of another pipeline, name[:tag] or registry/name[:tag]");
        }
        return name;
    }

    private static List<String> groups(Fields fields) throws Misplaced {
        var groups = fields.texts("config");
        for (int i = 0; i < groups.size(); i++) {
            if (!GROUP.matcher(groups.get(i)).matches()) {
                throw fields.at("config[" + i + "]", GROUP_RULE);
            }
        }
        return groups.stream().distinct().toList();
    }

    private static final String GROUP_RULE =
            "a group's name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 63 of them";

    static String group(String name) throws Misplaced {
        if (!GROUP.matcher(name).matches()) {
            throw new Misplaced(groupFile(Fields.shown(name)), List.of(), GROUP_RULE);
        }
        return name;
    }

    static String file(String name) throws Misplaced {
        if (name.length() > 100 || !FILE.matcher(name).matches()) {
            throw new Misplaced(
                    pipelineFile(Fields.shown(name)),
                    List.of(),
                    "the name of a pipeline can only have a-z, 0-9, single hyphens and dots inside");
        }
        return name;
    }

    static String pipelineFile(String name) {
        return DryccPath.FOLDER + "/" + name;
    }

    static String groupFile(String name) {
        return DryccPath.FOLDER + "/config/" + name;
    }
}

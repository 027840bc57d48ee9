package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.terminal.Yaml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code .drycc} folder as the API takes it (seed 5.16): {@code config/<group>} files of {@code NAME=VALUE} lines and
 * {@code *.yaml} pipelines. What stands in the fields is for the controller to judge.
 */
final class DryccFolder {

    private static final int LARGEST = 64 * 1024;
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_.-]+)=(.*)");
    private static final List<String> OF_GIT = List.of(".gitkeep", ".gitignore");

    private DryccFolder() {}

    /**
     * What is in it.
     *
     * @return empty when there is no such folder
     * @throws CliProblem naming the file and the line that is wrong, never what is in it
     */
    static Optional<JsonNode> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var config = Json.object();
        for (var file : files(folder.resolve("config"))) {
            if (!OF_GIT.contains(file.getFileName().toString())) {
                config.set(file.getFileName().toString(), values(file));
            }
        }
        var pipeline = Json.object();
        for (var file : files(folder)) {
            var name = file.getFileName().toString();
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                pipeline.set(name, Yaml.read(file.toString(), text(file)));
            }
        }
        var all = Json.object();
        if (!config.isEmpty()) {
            all.set("config", config);
        }
        all.set("pipeline", pipeline);
        return Optional.of(all);
    }

    /** Whether it had neither a pipeline nor config. */
    static boolean isEmpty(JsonNode read) {
        return read.path("pipeline").isEmpty() && read.path("config").isEmpty();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CliProblem("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode values(Path file) {
        var values = Json.object();
        int number = 0;
        for (var line : text(file).lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var pair = LINE.matcher(line);
            if (!pair.matches()) {
                throw wrong(file, number, "it does not match the pattern 'key=var', ex: MODE=test");
            }
            if (values.has(pair.group(1))) {
                throw wrong(file, number, pair.group(1) + " is set twice");
            }
            values.put(pair.group(1), pair.group(2));
        }
        return values;
    }

    private static CliProblem wrong(Path file, int line, String why) {
        return new CliProblem("%s line %d: %s".formatted(file, line, why));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new CliProblem(file + " is larger than 64 KiB");
            }
            var text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new CliProblem("cannot read " + file + ": it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CliProblem("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}

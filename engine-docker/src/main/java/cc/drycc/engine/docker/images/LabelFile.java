package cc.drycc.engine.docker.images;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A second Dockerfile with one {@code LABEL} instruction. Podman writes every label of its own {@code labels} parameter as
 * an instruction, so an image layer, of its own: six labels cost more time than a small build. The files lie in a folder of
 * the context that nothing is copied from; its random name keeps it apart from the source, and from files that lie where
 * Podman's service was started, which it would take first.
 *
 * @param folder where both files are, relative to the context
 * @param content of the second file
 */
record LabelFile(String folder, String content) {

    /** What needs no escaping between double quotes. */
    private static final Pattern PLAIN = Pattern.compile("[ !#%-\\[\\]-~]*");

    /** Empty when there are no labels, or one with characters a Dockerfile would have to escape. */
    static Optional<LabelFile> of(Map<String, String> labels) {
        boolean plain = labels.entrySet().stream()
                .allMatch(label -> PLAIN.matcher(label.getKey()).matches()
                        && PLAIN.matcher(label.getValue()).matches());
        if (labels.isEmpty() || !plain) {
            return Optional.empty();
        }
        String instruction = new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> "\"%s\"=\"%s\"".formatted(label.getKey(), label.getValue()))
                        .collect(Collectors.joining(" ", "LABEL ", "\n"));
        return Optional.of(new LabelFile(".drycc-" + UUID.randomUUID(), instruction));
    }

    /** The name of a copy of the Dockerfile. */
    String dockerfile() {
        return folder + "/Dockerfile";
    }

    /** The name of the file with the labels. */
    String labels() {
        return folder + "/labels";
    }
}

package cc.drycc.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs on the {@code PATH} of who types. */
public final class SearchPath {

    private SearchPath() {}

    /** The first program of that name. */
    public static Optional<Path> find(String name, Surroundings around) {
        return around.variable("PATH").stream()
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> candidate(folder, name, around))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> candidate(String folder, String name, Surroundings around) {
        try {
            return Stream.of(around.path(folder).resolve(name));
        } catch (InvalidPathException notOurs) {
            return Stream.empty();
        }
    }
}

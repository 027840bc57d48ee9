package cc.drycc.buildservice.web;

import cc.drycc.buildservice.intake.OrderReader;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Multipart requests (seed 001): a part {@code TarFile} and a part {@code Json}. Where no part has these names the first
 * is the archive and the second the JSON, as the reference took them. Names of files count for nothing.
 */
public final class Uploads {

    private static final String FOLDER = "uploads";

    private final Path workFolder;

    public Uploads(Path workFolder) {
        this.workFolder = workFolder;
    }

    /** Where parts are written while they arrive; what an earlier process left there is removed. */
    public static Path folder(Path workFolder) throws IOException {
        var folder = Files.createDirectories(workFolder.resolve(FOLDER));
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }

    /** What a request brought: the order, and the archive as a file of ours. Closing removes the file. */
    static final class Upload implements AutoCloseable {

        private final byte[] json;
        private final Path archive;

        private Upload(byte[] json, Path archive) {
            this.json = json;
            this.archive = archive;
        }

        byte[] json() {
            return json;
        }

        Path archive() {
            return archive;
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(archive);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Takes the parts.
     *
     * @param digest is fed with everything that counts
     */
    Upload take(HttpServletRequest request, MessageDigest digest) throws IOException {
        var parts = parts(request);
        try {
            var json = json(part(parts, "Json", 1));
            digest.update(json);
            return new Upload(json, archive(part(parts, "TarFile", 0), digest));
        } finally {
            for (Part part : parts) {
                part.delete();
            }
        }
    }

    private static List<Part> parts(HttpServletRequest request) throws IOException {
        try {
            return new ArrayList<>(request.getParts());
        } catch (ServletException | RuntimeException e) {
            throw unreadable(e); // the parser has no type of its own for bad bytes
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No space left on device")) {
                throw e;
            }
            throw Problem.bad("The multipart body ends early or cannot be read.");
        }
    }

    private static Problem unreadable(Exception e) {
        boolean size = Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause.getClass().getSimpleName().matches(".*(?:Size|Count|Limit).*"));
        return size
                ? new Problem(Kind.TOO_LARGE, "The archive, a part's header or the number of parts is too large.")
                : Problem.bad("The multipart body cannot be read.");
    }

    private static Part part(List<Part> parts, String name, int place) {
        var named = parts.stream()
                .filter(part -> name.equalsIgnoreCase(part.getName()))
                .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        boolean positional =
                named.isEmpty() && parts.size() == 2 && parts.stream().noneMatch(Uploads::isNamed);
        return Optional.of(place)
                .filter(_ -> positional)
                .map(parts::get)
                .orElseThrow(
                        () -> Problem.bad("Send one part TarFile with the archive and one part Json with the order."));
    }

    private static boolean isNamed(Part part) {
        return "Json".equalsIgnoreCase(part.getName()) || "TarFile".equalsIgnoreCase(part.getName());
    }

    private static byte[] json(Part part) throws IOException {
        if (part.getSize() > OrderReader.LARGEST) {
            throw new Problem(Kind.TOO_LARGE, "The JSON is larger than 1 MiB.");
        }
        try (var in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private Path archive(Part part, MessageDigest digest) throws IOException {
        var file = Files.createTempFile(workFolder.resolve(FOLDER), "archive-", ".tar");
        boolean whole = false;
        try (var in = new DigestInputStream(part.getInputStream(), digest);
                var out = Files.newOutputStream(file)) {
            in.transferTo(out);
            whole = true;
            return file;
        } finally {
            if (!whole) {
                Files.delete(file);
            }
        }
    }
}

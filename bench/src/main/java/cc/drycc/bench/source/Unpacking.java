package cc.drycc.bench.source;

import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Unpacks a source tree of 500 MB with our extractor and with GNU tar in turns, and prints medians and the ratio. */
public final class Unpacking {

    private static final int FILES = 20_000;
    private static final long BYTES = 500L * 1000 * 1000;

    private Unpacking() {}

    /** @param args a folder to work in, and how many rounds */
    public static void main(String[] args) throws IOException, InterruptedException, SourceRefused {
        Path work = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        for (String kind : List.of("tar", "tar.gz")) {
            Path archive = work.resolve("tree." + kind);
            make(archive, kind.endsWith("gz"));
            var ours = new ArrayList<Long>();
            var theirs = new ArrayList<Long>();
            for (int round = 0; round < rounds; round++) {
                ours.add(ours(archive, work.resolve("ours")));
                theirs.add(theirs(archive, work.resolve("theirs")));
            }
            long our = median(ours);
            long their = median(theirs);
            System.out.printf(
                    "%-7s ours %d MB/s, GNU tar %d MB/s, ratio %.2f%n",
                    kind, BYTES / 1000 / our, BYTES / 1000 / their, (double) their / our);
            Files.delete(archive);
        }
    }

    private static long ours(Path archive, Path work) throws IOException, SourceRefused {
        long start = System.nanoTime();
        Source source;
        try (InputStream in = Files.newInputStream(archive)) {
            source = Source.unpack(in, work, ExtractLimits.DEFAULT);
        }
        long took = millisSince(start);
        source.close();
        return took;
    }

    private static long theirs(Path archive, Path work) throws IOException, InterruptedException {
        Files.createDirectories(work);
        long start = System.nanoTime();
        run(List.of("tar", "-xf", archive.toString(), "-C", work.toString()));
        long took = millisSince(start);
        run(List.of("rm", "-rf", work.toString()));
        return took;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
    }

    /** Files of 1 to 100 KB of words that pack about as well as code does. */
    private static void make(Path archive, boolean packed) throws IOException {
        var random = new Random(7);
        var words = random.ints(4000, 2, 12)
                .mapToObj(length -> random.ints(length, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 20);
                OutputStream out = packed ? new GZIPOutputStream(file, 1 << 16) : file;
                var tar = new TarArchiveOutputStream(out, "UTF-8")) {
            for (int i = 0; i < FILES; i++) {
                byte[] content =
                        text(words, random, (int) (BYTES / FILES / 10 + random.nextLong(BYTES / FILES * 9 / 5)));
                var entry = new TarArchiveEntry("src/p%d/q%d/File%d.java".formatted(i % 40, i % 400, i));
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
    }

    private static byte[] text(List<String> words, Random random, int bytes) {
        var text = new StringBuilder(bytes + 16);
        while (text.length() < bytes) {
            text.append(words.get(random.nextInt(words.size()))).append(random.nextInt(8) == 0 ? '\n' : ' ');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}

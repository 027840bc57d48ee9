package cc.drycc.imagebuilder.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every archive that must not be taken, and that nothing is left of it: neither inside nor outside the work folder. */
@SuppressWarnings("InputStreamSlowMultibyteRead")
class SourceArchiveTest {

    private static final ExtractLimits SMALL =
            new ExtractLimits(1 << 20, 4 << 20, 2 << 20, 50, 250, Duration.ofSeconds(20), 2048, 128);

    @TempDir
    Path folder;

    private Path work;
    private Path canary;

    @BeforeEach
    void plantCanary() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        canary = Files.writeString(folder.resolve("canary"), "alive");
    }

    static Stream<Arguments> refused() {
        String name256 = "n".repeat(256);
        return Stream.of(
                arguments("T01 up", Tar.withDockerfile().file("../../evil", "x").gzip(), "leaves the tree"),
                arguments(
                        "T01 absolute",
                        Tar.withDockerfile().file("/abs/evil", "x").gzip(),
                        "is absolute"),
                arguments(
                        "T01 up in the middle",
                        Tar.withDockerfile().file("a/../../evil", "x").gzip(),
                        "leaves"),
                arguments(
                        "T01 up and back",
                        Tar.withDockerfile().file("a/../b", "x").gzip(),
                        "leaves"),
                arguments(
                        "T01 folder up", Tar.withDockerfile().folder("../evil").gzip(), "leaves"),
                arguments(
                        "T01 link placed up",
                        Tar.withDockerfile().symlink("../evil", "Dockerfile").gzip(),
                        "leaves"),
                arguments(
                        "T02 write through a link out",
                        Tar.withDockerfile()
                                .symlink("d", "..")
                                .file("d/evil", "x")
                                .gzip(),
                        "link out of the tree"),
                arguments(
                        "T02 write through a link in",
                        Tar.withDockerfile()
                                .folder("real")
                                .symlink("d", "real")
                                .file("d/evil", "x")
                                .gzip(),
                        "as a folder and as something else"),
                arguments(
                        "T02 absolute link",
                        Tar.withDockerfile().symlink("d", "/etc").gzip(),
                        "link out of the tree"),
                arguments(
                        "T02 link far out",
                        Tar.withDockerfile().symlink("a/b/c", "../../../x").gzip(),
                        "link out of the tree"),
                arguments(
                        "T02 link climbing out of where another leads",
                        Tar.withDockerfile()
                                .symlink("a/b/l", "../..")
                                .symlink("m", "a/b/l/../canary")
                                .gzip(),
                        "behind a name"),
                arguments(
                        "T02 empty link", Tar.withDockerfile().symlink("d", "").gzip(), "link out of the tree"),
                arguments(
                        "T02 link turned folder",
                        Tar.withDockerfile()
                                .symlink("d", "Dockerfile")
                                .folder("d")
                                .gzip(),
                        "twice"),
                arguments(
                        "T02 file turned folder",
                        Tar.withDockerfile().file("Dockerfile/x", "x").gzip(),
                        "twice"),
                arguments(
                        "T04 hard link outside",
                        Tar.withDockerfile().hardlink("h", "../canary").gzip(),
                        "leaves the tree"),
                arguments(
                        "T04 hard link absolute",
                        Tar.withDockerfile().hardlink("h", "/etc/passwd").gzip(),
                        "is absolute"),
                arguments(
                        "T04 hard link to a link",
                        Tar.withDockerfile()
                                .symlink("s", "Dockerfile")
                                .hardlink("h", "s")
                                .gzip(),
                        "is a hard link"),
                arguments(
                        "T04 hard link to a folder",
                        Tar.withDockerfile().folder("d").hardlink("h", "d").gzip(),
                        "is a hard link"),
                arguments(
                        "T04 hard link to what comes later",
                        Tar.withDockerfile()
                                .hardlink("h", "later")
                                .file("later", "x")
                                .gzip(),
                        "is a hard link"),
                arguments(
                        "T05 pipe",
                        Tar.withDockerfile().special("p", TarConstants.LF_FIFO).gzip(),
                        "device"),
                arguments(
                        "T05 character device",
                        Tar.withDockerfile().special("p", TarConstants.LF_CHR).gzip(),
                        "device"),
                arguments(
                        "T05 block device",
                        Tar.withDockerfile().special("p", TarConstants.LF_BLK).gzip(),
                        "device"),
                arguments(
                        "unknown kind",
                        Tar.withDockerfile().special("p", (byte) 'Z').gzip(),
                        "another kind"),
                arguments(
                        "T08 size of 8 GiB and no data",
                        Tar.header("f", TarConstants.LF_NORMAL, "77777777777\0"),
                        "larger than"),
                arguments(
                        "T08 size of 2^62",
                        big(new byte[] {(byte) 0x80, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0}),
                        "larger than"),
                arguments(
                        "T08 negative size",
                        big(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -2}),
                        "damaged"),
                arguments("T08 wrong checksum", damagedHeader(), "damaged"),
                arguments(
                        "T12 truncated gzip",
                        half(Tar.withDockerfile()
                                .file("x", "random".repeat(9000))
                                .gzip()),
                        "refused"),
                arguments(
                        "T12 truncated tar",
                        half(Tar.withDockerfile().file("x", "y".repeat(9000)).plain()),
                        "refused"),
                arguments("T12 gzip of gzip", Tar.gzip(Tar.withDockerfile().gzip()), "refused"),
                arguments("T12 zip", "PK\3\4\n\0\0\0\0\0".repeat(100).getBytes(ISO_8859_1), "it is a zip"),
                arguments("T12 text", "FROM scratch\n".repeat(100).getBytes(UTF_8), "damaged"),
                arguments("T12 empty tar", new Tar().gzip(), "nothing in it"),
                arguments("T12 empty file", new byte[0], "empty"),
                arguments(
                        "T12 flipped byte",
                        flipped(Tar.withDockerfile().file("x", "y".repeat(900)).gzip()),
                        "damaged"),
                arguments(
                        "T14 second Dockerfile",
                        Tar.withDockerfile().file("./Dockerfile", "FROM evil").gzip(),
                        "twice"),
                arguments("T15 newline", Tar.withDockerfile().file("a\nb", "x").gzip(), "control character"),
                arguments(
                        "T15 escape",
                        Tar.withDockerfile().file("a\u001b[2Jb", "x").gzip(),
                        "control character"),
                arguments(
                        "T15 control in a link",
                        Tar.withDockerfile().symlink("a", "b\u0007").gzip(),
                        "control character"),
                arguments("T15 not UTF-8", notUtf8(), "not UTF-8"),
                arguments(
                        "T15 long part", Tar.withDockerfile().file(name256, "x").gzip(), "longer than 255"),
                arguments(
                        "T15 long path",
                        Tar.withDockerfile()
                                .file("abcdefg/".repeat(600) + "x", "x")
                                .gzip(),
                        "longer than 2048"),
                arguments(
                        "T16 nested folders",
                        Tar.withDockerfile().folder("d/".repeat(600) + "d").gzip(),
                        "deep"),
                arguments(
                        "one file too large",
                        Tar.withDockerfile()
                                .file("big", "0123456789".repeat(250_000))
                                .gzip(),
                        "larger than 2 MiB"),
                arguments("all files too large", many(5, 1_000_000), "unpacks to more than 4 MiB"),
                arguments("too many entries", many(50, 1), "more than 50 entries"),
                arguments("header without end", longName(3 << 20), "header of an entry"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses_and_leaves_nothing(String row, byte[] archive, String reason) throws IOException {
        assertThatThrownBy(() -> unpack(archive, SMALL))
                .as(row)
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n", "\u001b", "Exception", folder.toString());

        assertThat(work).isEmptyDirectory();
        assertThat(canary).hasContent("alive");
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains("evil"));
    }

    @Test
    void names_are_shown_on_one_clean_line() {
        assertThat(catchThrowable(
                        () -> unpack(Tar.withDockerfile().file("a\nb", "x").gzip(), SMALL)))
                .hasMessageContaining("\"a?b\"");
    }

    @Test
    void takes_what_honest_programs_make() throws Exception {
        byte[] archive = Tar.withDockerfile()
                .folder("./src")
                .file("./src/run", "#!/bin/sh\n", 04755)
                .file("src/Readme", "a")
                .file("src/README", "b")
                .file("ünï/文件? $(id)", "c")
                .symlink("src/link", "run")
                .symlink("src/up", "../Dockerfile")
                .symlink("dangling", "nowhere/at/all")
                .symlink("dots", "./src/./run")
                .hardlink("hard", "src/run")
                .folder("src")
                .file("deep/er/" + "x".repeat(120), "long name")
                .gzip();

        try (var source = unpack(archive, SMALL)) {
            Path root = source.root();
            assertThat(root.resolve("src/run")).hasContent("#!/bin/sh\n");
            assertThat(mode(root.resolve("src/run"))).isEqualTo("rwxr-xr-x");
            assertThat(mode(root.resolve("Dockerfile"))).isEqualTo("rw-r--r--");
            assertThat(mode(root)).isEqualTo("rwx------");
            assertThat((Integer) Files.getAttribute(root.resolve("src/run"), "unix:mode") & 06000)
                    .as("T06 setuid")
                    .isZero();
            assertThat(root.resolve("src/Readme")).hasContent("a");
            assertThat(root.resolve("src/README")).as("T06 case").hasContent("b");
            assertThat(root.resolve("ünï/文件? $(id)")).hasContent("c");
            assertThat(Files.readSymbolicLink(root.resolve("src/up"))).hasToString("../Dockerfile");
            assertThat(root.resolve("hard")).as("T06 link inside").hasContent("#!/bin/sh\n");
            assertThat(root.resolve("deep/er/" + "x".repeat(120))).hasContent("long name");
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void a_long_absolute_name_stays_inside() throws Exception {
        String outside = folder.resolve("evil") + "/" + "x".repeat(120);

        try (var source = unpack(Tar.withDockerfile().file(outside, "x").gzip(), SMALL)) {
            assertThat(source.root().resolve(outside.substring(1))).exists();
        }
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "posix"})
    void takes_what_gnu_tar_makes(String format) throws Exception {
        Path tree = tree();
        Path archive = folder.resolve("a.tar.gz");
        run(tree, "tar", "--format=" + format, "-czf", archive.toString(), ".");

        try (var in = Files.newInputStream(archive);
                var source = Source.unpack(in, work, ExtractLimits.DEFAULT)) {
            assertSameTree(tree, source.root());
        }
    }

    @Test
    void takes_what_git_archive_makes() throws Exception {
        Path tree = tree();
        run(tree, "git", "init", "-q", "-b", "main");
        run(tree, "git", "add", "-A");
        run(tree, "git", "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "first");
        Path archive = folder.resolve("a.tar.gz");
        run(tree, "git", "archive", "--format=tar.gz", "-o", archive.toString(), "HEAD");

        try (var in = Files.newInputStream(archive);
                var source = Source.unpack(in, work, ExtractLimits.DEFAULT)) {
            Tree.delete(tree.resolve(".git"));
            assertSameTree(tree, source.root());
        }
    }

    @Test
    void a_gnu_tar_with_a_device_and_links_out_is_refused() throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve("zz-out"), canary);
        Path archive = folder.resolve("a.tar");
        run(tree, "tar", "-cf", archive.toString(), ".");

        try (var in = Files.newInputStream(archive)) {
            assertThatThrownBy(() -> Source.unpack(in, work, ExtractLimits.DEFAULT))
                    .isInstanceOf(SourceRefused.class)
                    .hasMessageContaining("link out of the tree");
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void a_bomb_of_zeros_is_stopped_by_its_ratio() throws IOException {
        byte[] bomb = bombOfZeros(200 << 20);
        assertThat(bomb).hasSizeLessThan(2 << 20);

        assertThatThrownBy(() -> unpack(bomb, ExtractLimits.DEFAULT))
                .as("T07 zeros")
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("times its size");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void a_bomb_of_entries_is_stopped() {
        var entries = new Endless(Tar.header("", TarConstants.LF_NORMAL, "00000000000\0"));

        assertThatThrownBy(() -> Source.unpack(entries, work, ExtractLimits.DEFAULT))
                .as("T07 entries")
                .isInstanceOf(SourceRefused.class);
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void more_packed_bytes_than_allowed_are_not_read() {
        var random = new java.util.Random(1);
        var endless = new InputStream() {
            @Override
            public int read() {
                return random.nextInt(256);
            }
        };
        var start = new ByteArrayInputStream(Tar.header("big", TarConstants.LF_NORMAL, "00007777777\0"));

        assertThatThrownBy(() -> Source.unpack(new SequenceInputStream(start, endless), work, SMALL))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("larger than 1 MiB");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void unpacking_ends_in_time() {
        var hurried = new ExtractLimits(1 << 20, 4 << 20, 2 << 20, 50, 250, Duration.ofNanos(1), 2048, 128);

        assertThatThrownBy(() -> unpack(Tar.withDockerfile().gzip(), hurried))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("longer than");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void an_archive_that_does_not_arrive_is_not_called_damaged() {
        byte[] half = half(Tar.withDockerfile().plain());
        var breaking = new SequenceInputStream(new ByteArrayInputStream(half), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> Source.unpack(breaking, work, SMALL))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void what_a_dead_process_left_is_swept_and_nothing_else() throws Exception {
        var left = unpack(Tar.withDockerfile().symlink("s", "Dockerfile").gzip(), SMALL);
        Path other = Files.createDirectory(work.resolve("other"));

        Source.sweep(work);

        assertThat(left.root()).doesNotExist();
        assertThat(other).exists();
    }

    private Source unpack(byte[] archive, ExtractLimits limits) throws SourceRefused, IOException {
        return Source.unpack(new ByteArrayInputStream(archive), work, limits);
    }

    private Path tree() throws IOException {
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("sub/sub2"));
        Files.writeString(tree.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(tree.resolve("sub/" + "long".repeat(40)), "x");
        Files.writeString(tree.resolve("sub/sub2/é"), "x");
        Path script = Files.writeString(tree.resolve("run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(tree.resolve("sub/link"), Path.of("../run.sh"));
        Files.createSymbolicLink(tree.resolve("links"), Path.of("sub"));
        return tree;
    }

    private static void assertSameTree(Path expected, Path actual) throws IOException {
        assertThat(shape(actual)).isEqualTo(shape(expected));
    }

    private static java.util.List<String> shape(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> !path.equals(root))
                    .map(path -> root.relativize(path) + " " + shapeOf(path))
                    .sorted()
                    .toList();
        }
    }

    private static String shapeOf(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return "-> " + Files.readSymbolicLink(path);
            }
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    ? "folder"
                    : mode(path) + " " + Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void run(Path folder, String... argv) throws IOException, InterruptedException {
        var process = new ProcessBuilder(argv)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", Arrays.toString(argv), output)
                .isZero();
    }

    private static byte[] many(int files, int size) {
        var tar = Tar.withDockerfile();
        String content = "abcdefghijklmnop".repeat(size / 16 + 1).substring(0, size);
        for (int i = 0; i < files; i++) {
            tar.file("f" + i, content);
        }
        return tar.gzip();
    }

    private static byte[] big(byte[] size) {
        byte[] header = Tar.header("f", TarConstants.LF_NORMAL, "00000000000\0");
        System.arraycopy(size, 0, header, 124, 12);
        return Tar.checksummed(header);
    }

    private static byte[] damagedHeader() {
        byte[] archive = Arrays.copyOf(Tar.header("f", TarConstants.LF_NORMAL, "00000000000\0"), 2048);
        archive[0] = 'X';
        return archive;
    }

    private static byte[] notUtf8() {
        byte[] header = Tar.header("ab", TarConstants.LF_NORMAL, "00000000000\0");
        header[1] = (byte) 0xff;
        return Arrays.copyOf(Tar.checksummed(header), 2048);
    }

    private static byte[] longName(int length) {
        byte[] header = Tar.header("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "%011o\0".formatted(length));
        byte[] archive = Arrays.copyOf(header, 512 + length);
        Arrays.fill(archive, 512, archive.length, (byte) 'a');
        return Tar.gzip(archive);
    }

    private static byte[] half(byte[] archive) {
        return Arrays.copyOf(archive, archive.length / 2);
    }

    private static byte[] flipped(byte[] archive) {
        archive[archive.length / 2] ^= 0x55;
        return archive;
    }

    private static byte[] bombOfZeros(int size) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed, 65_536)) {
            out.write(Tar.header("zeros", TarConstants.LF_NORMAL, "%011o\0".formatted(size)));
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < size; written += zeros.length) {
                out.write(zeros);
            }
        }
        return packed.toByteArray();
    }

    /** The same header again and again, each with a name of its own. */
    private static final class Endless extends InputStream {
        private byte[] header;
        private int at;
        private int number;

        Endless(byte[] header) {
            this.header = header;
        }

        @Override
        public int read() {
            if (at % 512 == 0) {
                header = Tar.header("f" + number++, TarConstants.LF_NORMAL, "00000000000\0");
                at = 0;
            }
            return header[at++] & 0xff;
        }
    }
}

package cc.drycc.imagebuilder.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZipArchiveTest {

    private static final ExtractLimits SMALL =
            new ExtractLimits(48L << 20, 80L << 20, 72L << 20, 1000, 250, Duration.ofSeconds(20), 1024, 64);

    @TempDir
    Path folder;

    private Path work;

    @BeforeEach
    void workFolder() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("canary"), "alive");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("up", zip(z -> z.file("../../evil", "x")), "leaves the tree"),
                arguments("absolute", zip(z -> z.file("/abs/evil", "x")), "is absolute"),
                arguments("up with backslashes", byOthers("..\\evil"), "leaves the tree"),
                arguments("link out", zip(z -> z.symlink("d", "/etc")), "link out of the tree"),
                arguments("file through a link", zip(z -> z.symlink("d", "e").file("d/x", "x")), "as a folder"),
                arguments("empty link", zip(z -> z.symlink("d", "")), "link out of the tree"),
                arguments(
                        "binary link",
                        zip(z -> z.entry("d", UnixStat.LINK_FLAG | 0777, new byte[] {(byte) 0xff})),
                        "UTF-8"),
                arguments("pipe", zip(z -> z.entry("p", 0010644, new byte[0])), "a pipe"),
                arguments("device", zip(z -> z.entry("p", 0020644, new byte[0])), "a device"),
                arguments("twice", zip(z -> z.file("./Dockerfile", "FROM evil")), "twice"),
                arguments("control character", zip(z -> z.file("a\u001b[2Jb", "x")), "control character"),
                arguments("encrypted", encrypted(zip(z -> z.file("a", "x"))), "is encrypted"),
                arguments("many", zip(z -> z.many(1100)), "more than 1000 entries"),
                arguments("bomb", zip(z -> z.entry("b", 0100644, new byte[70 << 20])), "250 times its size"),
                arguments("large entry", zip(z -> z.entry("b", 0100644, new byte[73 << 20])), "larger than 72 MiB"),
                arguments("cut", cut(zip(z -> z.file("a", "x"))), "damaged"),
                arguments("nothing", new Zip().bytes(), "nothing in it"),
                arguments(
                        "no zip at all",
                        "PK is short for nothing".repeat(100).getBytes(UTF_8),
                        "no tar, tar.gz or zip"),
                arguments("long list", longList(), "list of entries is larger"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses_and_leaves_nothing(String row, byte[] archive, String reason) throws IOException {
        assertThatThrownBy(() -> unpack(archive))
                .as(row)
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n", "\u001b", "Exception", folder.toString());

        assertThat(work).isEmptyDirectory();
        assertThat(folder.resolve("canary")).hasContent("alive");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void where_only_a_tar_may_come_a_zip_is_refused() {
        assertThatThrownBy(() -> Source.unpack(new ByteArrayInputStream(zip(z -> z)), work, SMALL))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("it is a zip");
    }

    @Test
    void takes_files_links_and_what_may_be_executed() throws Exception {
        byte[] archive = zip(z -> z.file("src/plain", "a")
                .entry("src/run", 0104755, "#!/bin/sh\n".getBytes(UTF_8))
                .symlink("src/up", "../Dockerfile")
                .file("ünï/文件? $(id)", "c"));

        try (var source = unpack(archive)) {
            Path root = source.root();
            assertThat(root.resolve("src/run")).hasContent("#!/bin/sh\n");
            assertThat(mode(root.resolve("src/run"))).isEqualTo("rwxr-xr-x");
            assertThat(mode(root.resolve("src/plain"))).isEqualTo("rw-r--r--");
            assertThat(Files.readSymbolicLink(root.resolve("src/up"))).hasToString("../Dockerfile");
            assertThat(root.resolve("ünï/文件? $(id)")).hasContent("c");
            assertThat(work).isDirectoryNotContaining("glob:**.zip");
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void takes_what_others_make() throws Exception {
        try (var source = unpack(byOthers("sub\\Dockerfile"))) {
            assertThat(source.root().resolve("sub/Dockerfile")).hasContent("FROM scratch\n");
        }
    }

    private Source unpack(byte[] archive) throws SourceRefused, IOException {
        return Source.unpack(new ByteArrayInputStream(archive), work, SMALL, ArchiveFormats.TAR_OR_ZIP);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static byte[] zip(UnaryOperator<Zip> entries) {
        return entries.apply(new Zip().file("Dockerfile", "FROM scratch\n")).bytes();
    }

    /** As programs of systems without modes and links make it. */
    private static byte[] byOthers(String file) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("sub/"));
            zip.putNextEntry(new ZipEntry(file));
            zip.write("FROM scratch\n".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Sets the flag in the list of entries; the content is not looked at before. */
    private static byte[] encrypted(byte[] zip) {
        byte[] changed = zip.clone();
        int last = new String(zip, ISO_8859_1).lastIndexOf("PK\1\2");
        changed[last + 8] |= 1;
        return changed;
    }

    private static byte[] cut(byte[] zip) {
        return Arrays.copyOf(zip, zip.length - 60);
    }

    private static byte[] longList() {
        var zip = new Zip();
        for (int i = 0; i < 290; i++) {
            zip.file("x".repeat(60_000) + i, "");
        }
        return zip.bytes();
    }

    /** Makes zips, also ones no honest program makes. */
    private static final class Zip {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

        Zip file(String name, String content) {
            return entry(name, UnixStat.FILE_FLAG | 0644, content.getBytes(UTF_8));
        }

        Zip symlink(String name, String target) {
            return entry(name, UnixStat.LINK_FLAG | 0777, target.getBytes(UTF_8));
        }

        Zip many(int count) {
            for (int i = 0; i < count; i++) {
                file("f" + i, "");
            }
            return this;
        }

        Zip entry(String name, int mode, byte[] content) {
            try {
                var entry = new ZipArchiveEntry(name);
                entry.setUnixMode(mode);
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] bytes() {
            try {
                zip.close();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

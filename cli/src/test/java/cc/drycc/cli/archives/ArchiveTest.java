package cc.drycc.cli.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.WrongUsage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final Instant THEN = Instant.parse("2024-05-06T07:08:09Z");

    @TempDir
    private Path temporary;

    private Path file(String name, String content) throws IOException {
        var file = temporary.resolve("app").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(THEN));
        return file;
    }

    private Path folder() {
        return temporary.resolve("app");
    }

    private void git(String... words) throws Exception {
        var line = new java.util.ArrayList<>(List.of(
                "git", "-c", "user.name=dev", "-c", "user.email=dev@example.com", "-c", "init.defaultBranch=main"));
        line.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .directory(folder().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("git is not here: " + e.getMessage());
            return;
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private record Packed(Map<String, TarArchiveEntry> entries, Map<String, String> contents, ByteBuffer bytes) {
        TarArchiveEntry entry(String name) {
            return Objects.requireNonNull(entries.get(name));
        }
    }

    private static Packed pack(Path named) throws IOException {
        try (var archive = Archive.of(named)) {
            assertThat(archive.type()).isEqualTo("application/gzip");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive.file())))
                    .isEqualTo("rw-------");
            return unpacked(Files.readAllBytes(archive.file()));
        }
    }

    private static Packed unpacked(byte[] bytes) throws IOException {
        var entries = new LinkedHashMap<String, TarArchiveEntry>();
        var contents = new LinkedHashMap<String, String>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
                contents.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new Packed(entries, contents, ByteBuffer.wrap(bytes));
    }

    @Test
    void all_of_a_folder_but_git_in_order_and_nobodys() throws Exception {
        file("b/run.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(folder().resolve("b/run.sh"), PosixFilePermissions.fromString("rwx------"));
        file("Dockerfile", "FROM scratch");
        file("ünï/ code", "x");
        file("a/.git", "gitdir: elsewhere");
        Files.createDirectories(folder().resolve("empty"));
        Files.createSymbolicLink(folder().resolve("b/link"), Path.of("../Dockerfile"));
        Files.setAttribute(
                folder().resolve("b/link"),
                "lastModifiedTime",
                FileTime.from(THEN),
                java.nio.file.LinkOption.NOFOLLOW_LINKS);

        var packed = pack(folder());

        assertThat(packed.entries().keySet()).containsExactly("Dockerfile", "b/link", "b/run.sh", "ünï/ code");
        assertThat(packed.contents())
                .containsEntry("Dockerfile", "FROM scratch")
                .containsEntry("ünï/ code", "x");
        assertThat(packed.entry("b/link").getLinkName()).isEqualTo("../Dockerfile");
        assertThat(packed.entry("b/run.sh").getMode()).isEqualTo(0100755);
        assertThat(packed.entry("Dockerfile").getMode()).isEqualTo(0100644);
        assertThat(packed.entries().values()).allSatisfy(entry -> {
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.getUserName()).isEmpty();
        });
    }

    @Test
    void the_same_folder_gives_the_same_bytes_and_a_change_a_new_time() throws Exception {
        file("Dockerfile", "FROM scratch");
        file("page", "one");
        var first = pack(folder());

        assertThat(pack(folder()).bytes()).isEqualTo(first.bytes());
        assertThat(first.entries().values())
                .allMatch(entry -> entry.getLastModifiedTime().toInstant().equals(THEN));

        Files.setLastModifiedTime(file("page", "two"), FileTime.from(THEN.plusSeconds(9)));
        assertThat(pack(folder()).entries().values())
                .allMatch(entry -> entry.getLastModifiedTime().toInstant().equals(THEN.plusSeconds(9)));
    }

    @Test
    void of_a_work_tree_what_git_has_or_would_add() throws Exception {
        file("Dockerfile", "FROM scratch");
        file("gone", "x");
        file(".gitignore", ".env\nnode_modules\ndist\n");
        git("init", "-q");
        git("add", ".");
        git("commit", "-qm", "one");
        Files.delete(folder().resolve("gone"));
        file("new", "not added yet");
        file(".env", "SECRET=1");
        file("node_modules/x/y", "z");
        file("dist/index.html", "built");
        file("sub/page", "s");

        assertThat(pack(folder()).entries().keySet()).containsExactly(".gitignore", "Dockerfile", "new", "sub/page");
        assertThat(pack(folder().resolve("sub")).entries().keySet()).containsExactly("page");
        assertThat(pack(folder().resolve("dist")).entries().keySet())
                .as("a folder that git ignores, named by the user")
                .containsExactly("index.html");
    }

    @Test
    void a_clean_work_tree_has_the_time_of_its_commit() throws Exception {
        file("Dockerfile", "FROM scratch");
        git("init", "-q");
        git("add", ".");
        git("commit", "-qm", "one", "--date=2020-01-01T00:00:00Z");
        var packed = pack(folder());
        Files.setLastModifiedTime(folder().resolve("Dockerfile"), FileTime.from(THEN));

        assertThat(pack(folder()).bytes()).as("as of a fresh clone").isEqualTo(packed.bytes());
    }

    @Test
    void a_repository_in_it_comes_along() throws Exception {
        file("Dockerfile", "FROM scratch");
        git("init", "-q");
        file("lib/code", "x");
        file("lib/.gitignore", "*.o");
        file("lib/code.o", "x");
        git("init", "-q", "lib");

        assertThat(pack(folder()).entries().keySet()).containsExactly("Dockerfile", "lib/.gitignore", "lib/code");
    }

    @Test
    void a_link_out_of_it_is_told_before_anything_is_sent() throws Exception {
        file("Dockerfile", "FROM scratch");
        for (var target : List.of("/etc/passwd", "../x", "a/../../x")) {
            Files.createSymbolicLink(folder().resolve("link"), Path.of(target));
            assertThatThrownBy(() -> pack(folder()))
                    .isInstanceOf(CliProblem.class)
                    .hasMessageStartingWith("link is a link out of the folder, to " + target + ": ");
            Files.delete(folder().resolve("link"));
        }
    }

    @Test
    void what_is_no_folder_with_files_is_refused() throws Exception {
        Files.createDirectories(folder());
        assertThatThrownBy(() -> pack(folder()))
                .isInstanceOf(CliProblem.class)
                .hasMessageStartingWith("there is nothing in ");
        assertThatThrownBy(() -> pack(temporary.resolve("missing")))
                .isInstanceOf(CliProblem.class)
                .hasMessageStartingWith("there is no folder ");
        var text = file("README", "no archive");
        assertThatThrownBy(() -> Archive.of(text))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("--archive takes a folder, or an archive of one: tar, tar.gz or zip");
    }

    @Test
    void an_archive_is_taken_as_it_is() throws Exception {
        file("Dockerfile", "FROM scratch");
        var mine = temporary.resolve("mine.tgz");
        Files.write(mine, pack(folder()).bytes().array());

        try (var archive = Archive.of(mine)) {
            assertThat(archive.file()).isEqualTo(mine);
            assertThat(archive.files()).isEmpty();
        }
        assertThat(mine).exists();
        Path kept;
        try (var archive = Archive.read(Files.newInputStream(mine))) {
            kept = archive.file();
            assertThat(kept).hasSameBinaryContentAs(mine);
        }
        assertThat(kept).doesNotExist();

        var zip = Files.write(temporary.resolve("x"), new byte[] {'P', 'K', 5, 6});
        assertThat(Archive.of(zip).type()).isEqualTo("application/zip");
        var tar = Files.write(temporary.resolve("y"), new GZIPInputStream(Files.newInputStream(mine)).readAllBytes());
        assertThat(Archive.of(tar).type()).isEqualTo("application/x-tar");
    }
}

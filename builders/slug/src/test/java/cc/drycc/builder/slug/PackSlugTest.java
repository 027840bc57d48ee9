package cc.drycc.builder.slug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ProcessType;
import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackSlugTest {

    private static final long LIMIT = 1 << 20;

    @TempDir
    Path folder;

    /** What a container left, written by hand. */
    private final class Left {

        private final List<TarArchiveEntry> entries = new ArrayList<>();
        private final Map<TarArchiveEntry, byte[]> content = new LinkedHashMap<>();
        private long time = 1_700_000_000_000L;

        Left file(String name, String text) {
            return add(new TarArchiveEntry(name, true), text.getBytes(UTF_8));
        }

        Left folder(String name) {
            return add(new TarArchiveEntry(name + "/", true), new byte[0]);
        }

        Left link(String name, byte kind, String target) {
            var entry = new TarArchiveEntry(name, kind, true);
            entry.setLinkName(target);
            return add(entry, new byte[0]);
        }

        Left at(long millis) {
            time = millis;
            return this;
        }

        private Left add(TarArchiveEntry entry, byte[] bytes) {
            entry.setSize(bytes.length);
            entry.setModTime(time);
            entry.setIds(entries.size(), 7);
            entries.add(entry);
            content.put(entry, bytes);
            return this;
        }

        Slug pack(String name) throws Exception {
            Path tar = folder.resolve(name + ".tar");
            try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
                out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                for (var entry : entries) {
                    out.putArchiveEntry(entry);
                    out.write(content.getOrDefault(entry, new byte[0]));
                    out.closeArchiveEntry();
                }
            }
            return PackSlug.pack(tar, folder.resolve(name + ".tgz"), LIMIT);
        }
    }

    private Left app() {
        return new Left().folder("app").file("app/Procfile", "web: ./serve\n");
    }

    private static Map<String, TarArchiveEntry> read(Slug slug) throws Exception {
        var entries = new LinkedHashMap<String, TarArchiveEntry>();
        try (var in = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(slug.file()))))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }

    @Test
    void order_times_and_owners_do_not_matter() throws Exception {
        var one = app().folder("app/b").file("app/b/x", "1").file("app/a", "2").pack("one");
        var two = new Left()
                .at(1_000_000_000_000L)
                .folder("./app")
                .file("./app/a", "2")
                .file("./app/Procfile", "web: ./serve\n")
                .folder("./app/b")
                .file("./app/b/x", "1")
                .pack("two");

        assertThat(two.digest()).isEqualTo(one.digest());
        assertThat(two.diffId()).isEqualTo(one.diffId());
        assertThat(read(one).keySet())
                .containsExactly(
                        "app/",
                        "app/Procfile",
                        "app/a",
                        "app/b/",
                        "app/b/x",
                        "runner/",
                        "runner/init",
                        "runner/types/",
                        "runner/types/web");
        assertThat(read(one).values())
                .allSatisfy(entry ->
                        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(SlugTar.TIME))
                .allSatisfy(entry -> assertThat(entry.getLongUserId())
                        .isEqualTo(entry.getName().startsWith("app/") ? 1000 : 0));
    }

    @Test
    void the_digests_are_those_of_the_bytes() throws Exception {
        var slug = app().pack("slug");

        var sha = MessageDigest.getInstance("SHA-256");
        assertThat(slug.digest())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(sha.digest(Files.readAllBytes(slug.file()))));
        try (var in = new GZIPInputStream(Files.newInputStream(slug.file()))) {
            assertThat(slug.diffId()).isEqualTo("sha256:" + HexFormat.of().formatHex(sha.digest(in.readAllBytes())));
        }
    }

    @Test
    void what_release_said_is_used_and_left_out() throws Exception {
        var slug = new Left()
                .folder("app")
                .file("app/.release", "default_process_types: {web: ./x}")
                .pack("slug");

        assertThat(slug.types()).isEqualTo(Map.of(ProcessType.WEB, "./x"));
        assertThat(read(slug)).doesNotContainKey("app/.release");
    }

    @Test
    void hard_links_become_files_and_devices_go() throws Exception {
        var slug = app().file("app/data", "12345")
                .link("app/same", TarConstants.LF_LINK, "app/data")
                .link("app/pipe", TarConstants.LF_FIFO, "")
                .link("app/out", TarConstants.LF_SYMLINK, "/usr/bin/python3")
                .pack("slug");

        assertThat(read(slug))
                .hasEntrySatisfying("app/same", entry -> {
                    assertThat(entry.getLinkFlag()).isEqualTo(TarConstants.LF_NORMAL);
                    assertThat(entry.getSize()).isEqualTo(5);
                })
                .hasEntrySatisfying(
                        "app/out", entry -> assertThat(entry.getLinkName()).isEqualTo("/usr/bin/python3"))
                .doesNotContainKey("app/pipe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app/../etc/passwd", "../app/x", "etc/passwd", "app/a/./x", "application/x", "runner/init"})
    void names_outside_are_refused(String name) {
        assertThatThrownBy(() -> app().file(name, "x").pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageStartingWith("the slug was refused: ")
                .hasMessageEndingWith("leaves /app");
    }

    @ParameterizedTest
    @CsvSource({"app/.wh.bin", "app/.wh..wh..opq", "app/a/.wh.x/y"})
    void names_that_delete_are_refused(String name) {
        assertThatThrownBy(() -> app().file(name, "x").pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("has a name by which layers delete files");
    }

    @Test
    void nothing_is_written_through_a_link() {
        assertThatThrownBy(() -> app().link("app/etc", TarConstants.LF_SYMLINK, "/etc")
                        .file("app/etc/passwd", "x")
                        .pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("is below something that is no folder");
        assertThatThrownBy(() -> app().link("app/same", TarConstants.LF_LINK, "etc/shadow")
                        .pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("is a hard link to something that is not in /app");
    }

    @Test
    void a_procfile_is_a_small_text_file() {
        assertThatThrownBy(() -> new Left()
                        .folder("app")
                        .link("app/Procfile", TarConstants.LF_SYMLINK, "/proc/self/environ")
                        .pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("must be a file of at most 64 KiB");
        assertThatThrownBy(() -> new Left()
                        .folder("app")
                        .file("app/Procfile", "#".repeat(65_537))
                        .pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("must be a file of at most 64 KiB");
    }

    @Test
    void a_slug_has_a_limit() {
        var random = new Random(1);
        var text = new StringBuilder();
        for (int i = 0; i < 3 * LIMIT; i++) {
            text.append((char) (' ' + random.nextInt(90)));
        }

        assertThatThrownBy(() -> app().file("app/large", text.toString()).pack("slug"))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("the slug is larger than 1 MiB");
    }
}

package cc.drycc.imagebuilder.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class InstalledPackagesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_apk_installed_is_told_with_its_system() {
        var found = installed(Map.of(
                "/lib/apk/db/installed",
                bytes("C:Q1x=\nP:musl\nV:1.2.5-r0\nA:x86_64\nF:lib\n\nP:busybox\nV:1.36.1-r29\nA:x86_64\n"),
                "/etc/os-release",
                bytes("NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID='3.20.3'\n")));

        assertThat(found)
                .extracting(Component::purl)
                .containsExactly(
                        "pkg:apk/alpine/busybox@1.36.1-r29?arch=x86_64&distro=alpine-3.20.3",
                        "pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.3");
    }

    @Test
    void what_dpkg_removed_is_not_told() {
        var found = installed(Map.of("/var/lib/dpkg/status", bytes("""
                        Package: adduser
                        Status: install ok installed
                        Architecture: all
                        Version: 3.134
                        Description: add and remove users
                         Package: not a field

                        Package: gone
                        Status: deinstall ok config-files
                        Architecture: all
                        Version: 1
                        """)));

        assertThat(found).extracting(Component::name).containsExactly("adduser");
    }

    @Test
    void dpkg_itself_counts_as_many_packages() throws Exception {
        var status = Path.of("/var/lib/dpkg/status");
        assumeThat(status).as("this machine has no dpkg").exists();
        var files = new HashMap<String, byte[]>();
        files.put("/var/lib/dpkg/status", Files.readAllBytes(status));
        files.put("/usr/lib/os-release", Files.readAllBytes(Path.of("/usr/lib/os-release")));
        var query = new ProcessBuilder(
                        "dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package}|${Version}|${Architecture}\n")
                .start();
        var expected = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("ii") || line.startsWith("hi"))
                .count();

        assertThat(installed(files))
                .hasSize((int) expected)
                .allSatisfy(component -> assertThat(component.purl()).startsWith("pkg:deb/debian/"));
    }

    @Test
    void an_image_without_a_package_manager_has_none() {
        assertThat(installed(Map.of())).isEmpty();
    }

    private static SortedSet<Component> installed(Map<String, byte[]> files) {
        return InstalledPackages.of((path, maxBytes) -> Optional.ofNullable(files.get(path)));
    }
}

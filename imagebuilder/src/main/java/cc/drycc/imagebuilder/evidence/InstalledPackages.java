package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.ImageContents;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageStore;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operating system's packages in an image: what dpkg and apk wrote down about themselves. */
public final class InstalledPackages {

    private static final String DPKG = "/var/lib/dpkg/status";
    private static final String APK = "/lib/apk/db/installed";
    private static final List<String> RELEASES = List.of("/etc/os-release", "/usr/lib/os-release");
    private static final int LARGEST = 32 << 20;

    private final ImageStore images;

    public InstalledPackages(ImageStore images) {
        this.images = images;
    }

    /** Empty for an image without a package manager, such as one {@code FROM scratch}. */
    public SortedSet<Component> in(ImageId image) {
        return images.read(image, InstalledPackages::of);
    }

    /** The same of files; it asks for no more than it needs, as each one takes an engine tens of milliseconds. */
    static SortedSet<Component> of(ImageContents files) {
        var dpkg = files.file(DPKG, LARGEST);
        var apk = files.file(APK, LARGEST);
        var found = new TreeSet<Component>();
        if (dpkg.isPresent() || apk.isPresent()) {
            var release = RELEASES.stream()
                    .flatMap(name -> files.file(name, LARGEST).stream())
                    .findFirst()
                    .map(bytes -> osRelease(text(bytes)))
                    .orElse(Map.of());
            dpkg.ifPresent(bytes -> dpkg(text(bytes), release, found));
            apk.ifPresent(bytes -> apk(text(bytes), release, found));
        }
        return found;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Paragraphs of {@code Field: value} (deb-control(5)); those that are only configured or half installed are left out. */
    private static void dpkg(String status, Map<String, String> release, NavigableSet<Component> found) {
        for (var fields : paragraphs(status, ": ")) {
            if (fields.getOrDefault("Status", "").endsWith(" installed")) {
                component("deb", release, fields, List.of("Package", "Version", "Architecture"))
                        .ifPresent(found::add);
            }
        }
    }

    /** Paragraphs of {@code P:name} (apk's installed database). */
    private static void apk(String installed, Map<String, String> release, NavigableSet<Component> found) {
        for (var fields : paragraphs(installed, ":")) {
            component("apk", release, fields, List.of("P", "V", "A")).ifPresent(found::add);
        }
    }

    private static Optional<Component> component(
            String type, Map<String, String> release, Map<String, String> fields, List<String> names) {
        var qualifiers = new TreeMap<String, String>();
        put(qualifiers, "arch", fields.getOrDefault(names.get(2), ""));
        var system = release.getOrDefault("ID", "");
        var version = release.getOrDefault("VERSION_ID", "");
        put(qualifiers, "distro", system.isEmpty() || version.isEmpty() ? "" : system + "-" + version);
        return Component.of(
                type, system, fields.getOrDefault(names.get(0), ""), fields.getOrDefault(names.get(1), ""), qualifiers);
    }

    private static void put(Map<String, String> qualifiers, String name, String value) {
        if (!value.isEmpty()) {
            qualifiers.put(name, value);
        }
    }

    private static List<Map<String, String>> paragraphs(String text, String separator) {
        return Stream.of(text.split("\n{2,}"))
                .map(paragraph -> fields(paragraph, separator))
                .toList();
    }

    private static Map<String, String> fields(String paragraph, String separator) {
        var fields = new HashMap<String, String>();
        for (var line : paragraph.split("\n")) {
            int at = line.indexOf(separator);
            if (at > 0 && !Character.isWhitespace(line.charAt(0))) {
                fields.putIfAbsent(
                        line.substring(0, at),
                        line.substring(at + separator.length()).strip());
            }
        }
        return fields;
    }

    /** os-release(5): {@code NAME="value"}. */
    private static Map<String, String> osRelease(String text) {
        var fields = new HashMap<String, String>();
        fields(text, "=").forEach((name, value) -> fields.put(name, value.replaceAll("^([\"'])(.*)\\1$", "$2")));
        return fields;
    }
}

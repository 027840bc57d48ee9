package cc.drycc.builder.slug;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Makes a slug of what the buildpacks left. The archive comes out of a container that ran somebody's code, so it is read
 * like any archive of a stranger: a name that leaves {@code /app}, that goes through a link, or that layers read as an
 * order to delete something ends the build.
 */
final class PackSlug {

    private static final String APP = "app";
    private static final String RELEASE = APP + "/.release";
    private static final String PROCFILE = APP + "/Procfile";
    private static final int MOST_ENTRIES = 500_000;

    private final TarFile tar;
    private final SortedMap<String, TarArchiveEntry> entries;

    private PackSlug(TarFile tar, SortedMap<String, TarArchiveEntry> entries) {
        this.tar = tar;
        this.entries = entries;
    }

    /**
     * Packs.
     *
     * @param left a tar with {@code app/}
     * @param target the file that is made
     * @param maxBytes it may have
     * @throws BuildFailed when something of it must not be in a slug, or it is too large
     */
    static Slug pack(Path left, Path target, long maxBytes) throws BuildFailed, IOException {
        TarFile opened;
        try {
            opened = new TarFile(left);
        } catch (IllegalArgumentException e) {
            throw new IOException("what the engine copied out is no tar", e);
        }
        try (TarFile tar = opened) {
            return new PackSlug(tar, checked(tar)).packed(target, maxBytes);
        }
    }

    private static SortedMap<String, TarArchiveEntry> checked(TarFile tar) throws BuildFailed {
        var entries = new TreeMap<String, TarArchiveEntry>();
        for (TarArchiveEntry entry : tar.getEntries()) {
            if (isRegular(entry) || entry.isDirectory() || entry.isSymbolicLink() || entry.isLink()) {
                String name = plain(entry.getName());
                checkName(name);
                entries.put(name, entry);
            }
            if (entries.size() > MOST_ENTRIES) {
                throw new BuildFailed("the slug has more than %d files".formatted(MOST_ENTRIES));
            }
        }
        for (String name : entries.keySet()) {
            checkFoldersAbove(name, entries);
        }
        return entries;
    }

    private static void checkName(String name) throws BuildFailed {
        boolean inside = name.equals(APP) || name.startsWith(APP + "/");
        for (String part : name.split("/", -1)) {
            if (!inside || part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused(name, "leaves /app");
            }
            if (part.startsWith(".wh.")) {
                throw refused(name, "has a name by which layers delete files");
            }
        }
        if (name.indexOf('\0') >= 0) {
            throw refused(name, "has a NUL in its name");
        }
    }

    private static void checkFoldersAbove(String name, SortedMap<String, TarArchiveEntry> entries) throws BuildFailed {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            TarArchiveEntry above = entries.get(name.substring(0, slash));
            if (above != null && !above.isDirectory()) {
                throw refused(name, "is below something that is no folder");
            }
        }
    }

    private static BuildFailed refused(String name, String why) {
        String shown = name.replaceAll("\\p{Cntrl}", "?");
        return new BuildFailed("the slug was refused: \"%s\" %s"
                .formatted(shown.length() > 120 ? shown.substring(0, 120) + "…" : shown, why));
    }

    private Slug packed(Path target, long maxBytes) throws BuildFailed, IOException {
        Map<ProcessType, String> types = Release.types(text(PROCFILE), text(RELEASE));
        entries.remove(RELEASE);
        try (var slug = new SlugTar(target, maxBytes)) {
            for (var entry : entries.entrySet()) {
                put(slug, entry.getKey(), entry.getValue());
            }
            Runner.addTo(slug, types);
            slug.finish();
            return new Slug(target, slug.digest(), slug.diffId(), types);
        } catch (SlugTar.TooLarge e) {
            throw new BuildFailed(
                    "the slug is larger than %d MiB; leave out what the app does not run with, for example by .slugignore"
                            .formatted(maxBytes >> 20));
        }
    }

    private void put(SlugTar slug, String name, TarArchiveEntry entry) throws BuildFailed, IOException {
        if (entry.isDirectory()) {
            slug.folder(name);
        } else if (entry.isSymbolicLink()) {
            slug.link(name, entry.getLinkName());
        } else {
            TarArchiveEntry content = entry.isLink() ? linked(name, entry) : entry;
            try (InputStream in = tar.getInputStream(content)) {
                var mode = (content.getMode() & 0100) != 0 ? SlugTar.Mode.EXECUTABLE : SlugTar.Mode.PLAIN;
                slug.file(name, mode, content.getSize(), in);
            }
        }
    }

    /** Two names of one file become two files: a layer whose names depend on each other cannot be sorted. */
    private TarArchiveEntry linked(String name, TarArchiveEntry link) throws BuildFailed {
        TarArchiveEntry target = entries.get(plain(link.getLinkName()));
        if (target == null || !isRegular(target)) {
            throw refused(name, "is a hard link to something that is not in /app");
        }
        return target;
    }

    private Optional<String> text(String name) throws BuildFailed, IOException {
        TarArchiveEntry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        if (!isRegular(entry) || entry.getSize() > Source.MAX_TEXT_BYTES) {
            throw refused(name, "must be a file of at most " + Source.MAX_TEXT_BYTES / 1024 + " KiB");
        }
        try (InputStream in = tar.getInputStream(entry)) {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refused(name, "is not UTF-8 text");
        }
    }

    /** {@link TarArchiveEntry#isFile} says yes to devices and links too. */
    private static boolean isRegular(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private static String plain(String name) {
        return name.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
    }
}

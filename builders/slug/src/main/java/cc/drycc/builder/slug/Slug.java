package cc.drycc.builder.slug;

import cc.drycc.engine.ProcessType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An app that was compiled: a tar packed with gzip that has {@code app/} with all it needs beside a runner image, and
 * {@code runner/} with what starts it. The same content gives the same bytes.
 *
 * @param file {@code slug.tgz}
 * @param digest of the file, {@code sha256:…}
 * @param diffId digest of the tar in it
 * @param types the command lines of its process types
 */
public record Slug(Path file, String digest, String diffId, Map<ProcessType, String> types) {

    /** What the file is called, wherever it is kept. */
    public static final String NAME = "slug.tgz";

    public Slug {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }
}

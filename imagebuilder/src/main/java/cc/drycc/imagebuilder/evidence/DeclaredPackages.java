package cc.drycc.imagebuilder.evidence;

import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages a source pins in the files of its package managers, at its top. A file that cannot be read tells nothing:
 * whether the app can be built with it is the package manager's to say.
 */
public final class DeclaredPackages {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredPackages.class);
    private static final int LARGEST = 16 << 20;

    private static final Map<String, Function<String, Stream<Component>>> FILES = files();

    private DeclaredPackages() {}

    private static Map<String, Function<String, Stream<Component>>> files() {
        var files = new LinkedHashMap<String, Function<String, Stream<Component>>>();
        files.put("package-lock.json", JsonLocks::npm);
        files.put("composer.lock", JsonLocks::composer);
        files.put("Pipfile.lock", JsonLocks::pipfile);
        files.put("requirements.txt", LineLocks::requirements);
        files.put("go.mod", LineLocks::goModules);
        files.put("Gemfile.lock", LineLocks::gems);
        files.put("pom.xml", PomFile::dependencies);
        return files;
    }

    /** @throws IOException when this machine cannot read the source */
    public static SortedSet<Component> in(Source source) throws IOException {
        var found = new TreeSet<Component>();
        for (var file : FILES.entrySet()) {
            try {
                var bytes = source.bytes(file.getKey(), LARGEST);
                if (bytes.isPresent()) {
                    file.getValue()
                            .apply(new String(bytes.get(), StandardCharsets.UTF_8))
                            .forEach(found::add);
                }
            } catch (SourceRefused | RuntimeException e) {
                LOG.debug("file={} components=unknown reason=\"{}\"", file.getKey(), e.getMessage());
            }
        }
        return found;
    }
}

package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilderFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The builders in one jar. Each jar has a class loader of its own, so that two may bring different versions of a library;
 * the platform's classes come first.
 */
final class AddonJar {

    /** A jar that is not ready after this is not used. */
    private static final Duration READY = Duration.ofSeconds(10);

    private AddonJar() {}

    static List<ImageBuilder> open(Path jar, Engine engine, Map<String, String> settings)
            throws AddonBroken, InterruptedException {
        try {
            return Bounded.call("builder " + jar.getFileName(), READY, () -> load(jar, engine, settings));
        } catch (TimeoutException e) {
            throw new AddonBroken("it was not ready after " + READY.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AddonBroken broken
                    ? broken
                    : new AddonBroken(AddonBroken.words(e.getCause()));
        }
    }

    @SuppressWarnings("resource") // the loader lives as long as its builders: as long as the platform
    private static List<ImageBuilder> load(Path jar, Engine engine, Map<String, String> settings) throws AddonBroken {
        var loader = new URLClassLoader(jar.getFileName().toString(), new URL[] {url(jar)}, parent());
        var builders = new ArrayList<ImageBuilder>();
        for (var provider :
                ServiceLoader.load(ImageBuilderFactory.class, loader).stream().toList()) {
            if (loader.equals(provider.type().getClassLoader())) {
                builders.add(WatchedBuilder.around(provider.get().create(engine, settings), engine.images()));
            }
        }
        if (builders.isEmpty()) {
            throw new AddonBroken("it names no builder in META-INF/services/" + ImageBuilderFactory.class.getName());
        }
        return List.copyOf(builders);
    }

    private static ClassLoader parent() {
        return ImageBuilderFactory.class.getClassLoader();
    }

    private static URL url(Path jar) throws AddonBroken {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AddonBroken(AddonBroken.words(e));
        }
    }
}

package cc.drycc.imagebuilder.evidence;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A package an image holds or a source asks for.
 *
 * @param name as its ecosystem writes it
 * @param version of it
 * @param purl its package URL (ECMA-427), which is what tells it from others
 */
public record Component(String name, String version, String purl) implements Comparable<Component> {

    private static final Comparator<Component> BY_PURL = Comparator.comparing(Component::purl);

    /** Empty when the words are none that a package URL can hold, as in a file somebody made by hand. */
    static Optional<Component> of(String type, String namespace, String name, String version) {
        return of(type, namespace, name, version, new TreeMap<>());
    }

    /** The same with qualifiers, such as the architecture. */
    static Optional<Component> of(
            String type, String namespace, String name, String version, TreeMap<String, String> qualifiers) {
        if (name.isBlank() || version.isBlank()) {
            return Optional.empty();
        }
        try {
            var purl = new PackageURL(
                    type,
                    namespace.isEmpty() ? null : namespace,
                    name,
                    version,
                    qualifiers.isEmpty() ? null : qualifiers,
                    null);
            var shown = namespace.isEmpty() || !type.equals("npm") ? name : namespace + "/" + name;
            return Optional.of(new Component(shown, version, purl.canonicalize()));
        } catch (MalformedPackageURLException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Component other) {
        return BY_PURL.compare(this, other);
    }
}

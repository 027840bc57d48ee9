package cc.drycc.bench.slug;

import cc.drycc.builder.slug.AssembleImage;
import cc.drycc.builder.slug.Base;
import cc.drycc.builder.slug.Place;
import cc.drycc.builder.slug.ReadSlug;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A process that assembles, as a platform is: each line of its input is a slug and the name of an image, each line of its
 * output the digest the registry has.
 */
public final class Assembling {

    private Assembling() {}

    /** @param arguments the runner image */
    public static void main(String[] arguments) throws Exception {
        var base = new Base.Pulled(place(arguments[0]));
        var scratch = Files.createTempDirectory("assembling-");
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                var slug = ReadSlug.of(Path.of(words[0]));
                System.out.println(AssembleImage.push(slug, base, Map.of(), place(words[1]), scratch)
                        .digest());
            }
        } finally {
            Files.delete(scratch);
        }
    }

    private static Place place(String name) {
        return new Place(new ImageRef(name), Optional.empty(), Security.UNVERIFIED);
    }
}

package cc.drycc.engine.docker.images;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.docker.daemon.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a {@code FROM} find an image that is in the store under another spelling of its name: both engines take
 * {@code localhost/x} for another image than {@code docker.io/x}, so the name is added to the image that is meant. Short
 * names need no help: Docker knows no others, and Podman looks for {@code localhost/} and {@code docker.io/} ones itself.
 */
final class BaseImages {

    private static final Pattern FROM = Pattern.compile(
            "^\\s*FROM\\s+(?:--platform=\\S+\\s+)?(\\S+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final List<String> PREFIXES = List.of("localhost/", "docker.io/library/", "docker.io/");

    private final Images images;

    BaseImages(Images images) {
        this.images = images;
    }

    void alias(Path dockerfile) {
        try {
            Matcher from = FROM.matcher(Files.readString(dockerfile));
            while (from.find()) {
                alias(from.group(1));
            }
        } catch (IOException e) {
            return; // not UTF-8: the engine will say what is wrong with it
        }
    }

    private void alias(String name) {
        if (!name.startsWith("localhost/")
                || !ImageRef.isValid(name)
                || images.find(name).isPresent()) {
            return;
        }
        String bare = name.substring("localhost/".length());
        Optional<String> other = PREFIXES.stream()
                .map(prefix -> prefix.equals("localhost/") ? bare : prefix + bare)
                .filter(spelling -> images.find(spelling).isPresent())
                .findFirst();
        other.ifPresent(spelling -> images.tag(spelling, name));
    }
}

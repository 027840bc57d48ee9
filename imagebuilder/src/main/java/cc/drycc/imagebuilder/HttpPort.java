package cc.drycc.imagebuilder;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The port an app listens on for HTTP when no Dockerfile tells: {@code PORT} in the config, else the one the image exposes. */
public final class HttpPort {

    private HttpPort() {}

    /** @throws BuildFailed when the image exposes several and the config does not say which one is meant */
    public static OptionalInt of(Image image, Map<String, String> config) throws BuildFailed {
        String port = config.getOrDefault("PORT", "").strip();
        if (port.matches("[0-9]{1,5}")) {
            return OptionalInt.of(Integer.parseInt(port));
        }
        if (image.exposedPorts().size() > 1) {
            String list = image.exposedPorts().stream()
                    .sorted()
                    .limit(5)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            throw new BuildFailed("The image exposes several ports (" + list
                    + "): say which one takes HTTP with `drycc config set PORT=<port>`, then push again");
        }
        return image.exposedPorts().stream().mapToInt(exposed -> exposed).findFirst();
    }
}

package cc.drycc.imagebuilder.registry;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the images of a platform go (seed 3.6).
 *
 * @param host of the registry, with its port
 * @param organization what their names begin with there; may have slashes
 * @param account who pushes and pulls; empty to come as anybody
 * @param security of the connection
 */
public record RegistrySettings(String host, String organization, Optional<Account> account, Security security) {

    /** Names a file that holds the password. */
    public static final String PASSWORD_FILE = "DRYCC_REGISTRY_PASSWORD_FILE";

    /** Names a program that prints the password. */
    public static final String PASSWORD_COMMAND = "DRYCC_REGISTRY_PASSWORD_COMMAND";

    private static final String DEFAULT_ORGANIZATION = "drycc";
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127\\.[0-9.]+)(?::[0-9]+)?");

    /**
     * @param username as for {@code docker login}
     * @param password what the registry takes with it
     */
    public record Account(String username, Password password) {}

    /** @throws IllegalArgumentException when this is no registry, or no place in one */
    public RegistrySettings {
        if (!(host.contains(".") || host.contains(":") || host.equals("localhost"))
                || !ImageRef.isValid(host + "/name/space:tag")
                || host.contains("/")) {
            throw new IllegalArgumentException(
                    "DRYCC_REGISTRY_HOST must be the registry's host, with its port if need be, for example"
                            + " registry.example.com:5000");
        }
        if (!ImageRef.isValid(host + "/" + organization + "/app:tag") || organization.contains(":")) {
            throw new IllegalArgumentException(
                    "DRYCC_REGISTRY_ORGANIZATION must be the beginning of image names, in lower case, for example acme");
        }
    }

    /**
     * Reads the platform's environment; empty when images stay in the engine.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static Optional<RegistrySettings> from(Map<String, String> env) {
        var host = given(env, "DRYCC_REGISTRY_HOST");
        var location = given(env, "DRYCC_REGISTRY_LOCATION");
        if (location.isPresent() && !List.of("on-cluster", "off-cluster").contains(location.get())) {
            throw new IllegalArgumentException("DRYCC_REGISTRY_LOCATION must be on-cluster or off-cluster");
        }
        if (host.isEmpty()) {
            if (location.equals(Optional.of("off-cluster"))) {
                throw new IllegalArgumentException(
                        "DRYCC_REGISTRY_HOST must say which registry, for example registry.example.com");
            }
            return Optional.empty();
        }
        boolean trusted = location.equals(Optional.of("on-cluster"))
                || LOOPBACK.matcher(host.get()).matches();
        return Optional.of(new RegistrySettings(
                host.get(),
                given(env, "DRYCC_REGISTRY_ORGANIZATION").orElse(DEFAULT_ORGANIZATION),
                account(env),
                trusted ? Security.UNVERIFIED : Security.VERIFIED));
    }

    private static Optional<Account> account(Map<String, String> env) {
        var user = given(env, "DRYCC_REGISTRY_USERNAME");
        var passwords = List.of(
                given(env, "DRYCC_REGISTRY_PASSWORD").map(value -> (Password) new Password.Fixed(value)),
                given(env, PASSWORD_FILE).map(file -> (Password) new Password.FromFile(Path.of(file))),
                given(env, PASSWORD_COMMAND)
                        .map(command -> (Password) new Password.FromProgram(List.of(command.split("\\s+")))));
        var set = passwords.stream().flatMap(Optional::stream).toList();
        if (set.size() > 1) {
            throw new IllegalArgumentException(
                    "DRYCC_REGISTRY_PASSWORD, DRYCC_REGISTRY_PASSWORD_FILE or DRYCC_REGISTRY_PASSWORD_COMMAND must be the"
                            + " only one of the three");
        }
        if (user.isPresent() != (set.size() == 1)) {
            throw new IllegalArgumentException(
                    "DRYCC_REGISTRY_USERNAME and DRYCC_REGISTRY_PASSWORD (or _PASSWORD_FILE, _PASSWORD_COMMAND) belong"
                            + " together: set both or none");
        }
        return user.map(name -> new Account(name, set.getFirst()));
    }

    private static Optional<String> given(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** What an image of the engine is called there: {@code drycc/hello:git-060da68f} is {@code HOST/ORGANIZATION/hello:…}. */
    ImageRef nameOf(ImageRef local) {
        var name = local.value();
        return new ImageRef(host + "/" + organization + name.substring(name.lastIndexOf('/')));
    }

    /** Whether a name is one of this registry. */
    boolean has(ImageRef name) {
        return name.value().startsWith(host + "/");
    }
}

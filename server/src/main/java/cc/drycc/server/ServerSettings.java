package cc.drycc.server;

import cc.drycc.server.home.PlatformHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What an operator sets. Each value comes from a flag of {@code bin/workflow}, else from the environment, else from the last
 * start in this home, else from its default.
 *
 * @param home {@code --home}, {@code DRYCC_HOME}; default {@code ~/.drycc-workflow}
 * @param domain {@code --domain}, {@code PLATFORM_DOMAIN}; default {@code localhost}
 * @param httpPort {@code --http-port}, {@code DRYCC_HTTP_PORT}; default 8080
 * @param sshPort {@code --ssh-port}, {@code DRYCC_SSH_PORT}; default 2222
 */
public record ServerSettings(Path home, String domain, int httpPort, int sshPort) {

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,200}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    /** @throws ServerProblem naming the setting that is wrong */
    public ServerSettings {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new ServerProblem(
                    "--domain (PLATFORM_DOMAIN) must be a host name such as apps.example.com: " + domain);
        }
        checkPort("--http-port (DRYCC_HTTP_PORT)", httpPort);
        checkPort("--ssh-port (DRYCC_SSH_PORT)", sshPort);
        if (httpPort == sshPort) {
            throw new ServerProblem("--http-port and --ssh-port must differ; both are " + httpPort);
        }
    }

    private static void checkPort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new ServerProblem(name + " must be between 1 and 65535, for example 8080: " + port);
        }
    }

    /** What flags gave; absent ones are looked up further. */
    public record Flags(
            Optional<Path> home, Optional<String> domain, Optional<Integer> httpPort, Optional<Integer> sshPort) {

        /** None was given. */
        public static final Flags NONE =
                new Flags(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Puts the sources together, best first. */
    public static ServerSettings from(Flags flags, Map<String, String> environment) {
        var home = home(flags, environment);
        var last = last(PlatformHome.at(home));
        return new ServerSettings(
                home,
                flags.domain()
                        .or(() -> set(environment, "PLATFORM_DOMAIN"))
                        .orElse(last.getProperty("domain", "localhost")),
                flags.httpPort()
                        .or(() -> number(environment, "DRYCC_HTTP_PORT"))
                        .orElse(Integer.parseInt(last.getProperty("http-port", "8080"))),
                flags.sshPort()
                        .or(() -> number(environment, "DRYCC_SSH_PORT"))
                        .orElse(Integer.parseInt(last.getProperty("ssh-port", "2222"))));
    }

    /** The platform's folder when no flag names one. It need not be there. */
    public static Path home(Map<String, String> environment) {
        return home(Flags.NONE, environment);
    }

    private static Path home(Flags flags, Map<String, String> environment) {
        return flags.home()
                .or(() -> set(environment, "DRYCC_HOME").map(Path::of))
                // what the shell means by ~, which is not always what the account database says
                .orElse(Path.of(set(environment, "HOME").orElse(System.getProperty("user.home")), ".drycc-workflow"))
                .toAbsolutePath()
                .normalize();
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<Integer> number(Map<String, String> environment, String name) {
        return set(environment, name).map(value -> {
            try {
                return Integer.valueOf(value);
            } catch (NumberFormatException e) {
                throw new ServerProblem(name + " must be a number between 1 and 65535, for example 8080: " + value);
            }
        });
    }

    private static Properties last(PlatformHome home) {
        return PlatformHome.load(file(home)).orElseGet(Properties::new);
    }

    private static Path file(PlatformHome home) {
        return home.root().resolve("settings.properties");
    }

    /** The settings by the names of their variables. */
    public Map<String, String> asEnvironment() {
        return Map.of(
                "DRYCC_HOME", home.toString(),
                "PLATFORM_DOMAIN", domain,
                "DRYCC_HTTP_PORT", Integer.toString(httpPort),
                "DRYCC_SSH_PORT", Integer.toString(sshPort));
    }

    /** Writes the settings down, so that later commands need only the home. */
    public void remember() {
        var properties = new Properties();
        properties.setProperty("domain", domain);
        properties.setProperty("http-port", Integer.toString(httpPort));
        properties.setProperty("ssh-port", Integer.toString(sshPort));
        PlatformHome.store(file(PlatformHome.at(home)), properties, "the last start");
    }

    /** The host part of git remotes: the domain itself, which {@code *.localhost} is not everywhere. */
    public String gitHost() {
        return domain;
    }

    /** {@code :8080}, or nothing for port 80. */
    public String portSuffix() {
        return httpPort == 80 ? "" : ":" + httpPort;
    }
}

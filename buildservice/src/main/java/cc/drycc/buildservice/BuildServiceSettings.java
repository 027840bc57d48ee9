package cc.drycc.buildservice;

import cc.drycc.buildservice.clients.Clients;
import cc.drycc.buildservice.clients.Quotas;
import cc.drycc.buildservice.clients.TokenList;
import cc.drycc.buildservice.fetch.AddressRules;
import cc.drycc.buildservice.run.AttachEvidence;
import cc.drycc.imagebuilder.BuildLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator sets. Names without {@code DRYCC_} are those of seed 001.
 *
 * @param host the address to listen on: {@code DRYCC_BUILD_HOST}; all when there are tokens or {@code DRYCC_BUILD_OPEN} is
 *     set, else 127.0.0.1
 * @param port {@code PORT}, {@code 8080} or {@code :8080}; default 8080
 * @param clients {@code DRYCC_BUILD_TOKENS}: {@code NAME=TOKEN,…}; without any, nobody needs one
 * @param redis {@code CACHE_1_PORT_6379_TCP_ADDR}, {@code CACHE_1_PORT_6379_TCP_PORT}, {@code CACHE_PASSWORD}
 * @param atOnce {@code DRYCC_BUILD_PARALLEL}; default 2
 * @param quotas {@code DRYCC_BUILD_WAITING} (100), {@code DRYCC_BUILD_PER_CLIENT} (50), {@code DRYCC_BUILD_PER_MINUTE} (120)
 * @param addresses {@code DRYCC_BUILD_ALLOW_ADDRESSES}: inner addresses that tar URLs and webhooks may name; default none
 * @param defaultRegistry {@code DRYCC_BUILD_REGISTRY}: where image names without a host go; default docker.io
 * @param insecureRegistries {@code DRYCC_BUILD_INSECURE_REGISTRIES}: those without a certificate the engine trusts
 * @param hookSecret {@code DRYCC_BUILD_WEBHOOK_SECRET}: signs webhooks of orders that bring no secret
 * @param kept {@code DRYCC_BUILD_KEEP_DAYS}: how long ended jobs are remembered; default 7
 * @param referrers {@code DRYCC_BUILD_REFERRERS}: whether evidence is attached to images in their registries; default true
 * @param limits of one build, as the platform's: {@code DRYCC_BUILD_TIMEOUT} and its kind
 */
public record BuildServiceSettings(
        String host,
        int port,
        Clients clients,
        Optional<Redis> redis,
        int atOnce,
        Quotas.Limits quotas,
        AddressRules addresses,
        Optional<String> defaultRegistry,
        Set<String> insecureRegistries,
        Optional<String> hookSecret,
        Duration kept,
        AttachEvidence.Referrers referrers,
        BuildLimits limits) {

    private static final Pattern REGISTRY =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?");
    private static final int LARGEST = 1_000_000;

    /** Where Redis is. */
    public record Redis(String host, int port, Optional<String> password) {
        /** Without the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static BuildServiceSettings from(Map<String, String> environment) {
        var env = new Environment(environment);
        var clients = env.read("DRYCC_BUILD_TOKENS", TokenList::new).orElseGet(() -> new TokenList(""));
        boolean everywhere = clients.door() == Clients.Door.LOCKED || env.isOn("DRYCC_BUILD_OPEN");
        return new BuildServiceSettings(
                        env.text("DRYCC_BUILD_HOST").orElse(everywhere ? "0.0.0.0" : "127.0.0.1"),
                        env.read("PORT", text -> Environment.number(text.replaceFirst("^:", ""), 0, 65_535))
                                .orElse(8080),
                        clients,
                        redis(env),
                        env.number("DRYCC_BUILD_PARALLEL", 2, 1, 64),
                        new Quotas.Limits(
                                env.number("DRYCC_BUILD_WAITING", 100, 1, LARGEST),
                                env.number("DRYCC_BUILD_PER_CLIENT", 50, 1, LARGEST),
                                env.number("DRYCC_BUILD_PER_MINUTE", 120, 1, LARGEST)),
                        env.read("DRYCC_BUILD_ALLOW_ADDRESSES", AddressRules::allowing)
                                .orElse(AddressRules.PUBLIC_ONLY),
                        env.read("DRYCC_BUILD_REGISTRY", BuildServiceSettings::registry),
                        env.read("DRYCC_BUILD_INSECURE_REGISTRIES", BuildServiceSettings::registries)
                                .orElse(Set.of()),
                        env.text("DRYCC_BUILD_WEBHOOK_SECRET"),
                        Duration.ofDays(env.number("DRYCC_BUILD_KEEP_DAYS", 7, 1, 3_650)),
                        env.text("DRYCC_BUILD_REFERRERS").isEmpty() || env.isOn("DRYCC_BUILD_REFERRERS")
                                ? AttachEvidence.Referrers.ATTACHED
                                : AttachEvidence.Referrers.NONE,
                        BuildLimits.from(environment))
                .checked(env);
    }

    /** Open to everybody who can reach it: only when somebody said so. */
    private BuildServiceSettings checked(Environment env) {
        boolean loopback = host.equals("127.0.0.1") || host.equals("::1") || host.equals("localhost");
        if (!loopback && clients.door() == Clients.Door.OPEN && !env.isOn("DRYCC_BUILD_OPEN")) {
            throw new IllegalArgumentException(
                    "DRYCC_BUILD_HOST=" + host
                            + " lets everybody build who can reach it: set DRYCC_BUILD_TOKENS, or DRYCC_BUILD_OPEN=true if that is meant");
        }
        return this;
    }

    /** The same with other clients. */
    public BuildServiceSettings with(Clients others) {
        return new BuildServiceSettings(
                host,
                port,
                others,
                redis,
                atOnce,
                quotas,
                addresses,
                defaultRegistry,
                insecureRegistries,
                hookSecret,
                kept,
                referrers,
                limits);
    }

    private static Optional<Redis> redis(Environment env) {
        var host = env.text("CACHE_1_PORT_6379_TCP_ADDR");
        var port = env.read("CACHE_1_PORT_6379_TCP_PORT", text -> Environment.number(text, 1, 65_535));
        if (host.isEmpty() && port.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Redis(host.orElse("127.0.0.1"), port.orElse(6379), env.text("CACHE_PASSWORD")));
    }

    private static String registry(String text) {
        if (!REGISTRY.matcher(text).matches()
                || !(text.contains(".") || text.contains(":") || text.equals("localhost"))) {
            throw new IllegalArgumentException("must be a host such as registry.example.com:5000");
        }
        return text;
    }

    private static Set<String> registries(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(BuildServiceSettings::registry)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "BuildServiceSettings[%s:%d %s]".formatted(host, port, clients);
    }
}

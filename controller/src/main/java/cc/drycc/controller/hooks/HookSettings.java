package cc.drycc.controller.hooks;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom to tell, and how they know it is us (seed 6.1). Set by the operator, who may name any address.
 *
 * @param urls {@code DRYCC_DEPLOY_HOOK_URLS}, separated by commas; http or https
 * @param secret {@code DRYCC_DEPLOY_HOOK_SECRET_KEY}; without it requests are not signed
 */
public record HookSettings(List<URI> urls, Optional<String> secret) {

    private static final String URLS = "DRYCC_DEPLOY_HOOK_URLS";
    private static final String SECRET = "DRYCC_DEPLOY_HOOK_SECRET_KEY";

    /** Nobody is told. */
    public static final HookSettings NONE = new HookSettings(List.of(), Optional.empty());

    public HookSettings {
        urls = List.copyOf(urls);
    }

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException naming the setting, not its value: it may hold a token
     */
    public static HookSettings from(Map<String, String> environment) {
        var urls = Stream.of(environment.getOrDefault(URLS, "").split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(HookSettings::url)
                .toList();
        return new HookSettings(
                urls, Optional.ofNullable(environment.get(SECRET)).filter(secret -> !secret.isBlank()));
    }

    private static URI url(String text) {
        try {
            var url = URI.create(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the value
        }
        throw new IllegalArgumentException(
                URLS + " must be URLs such as https://hooks.example.com/drycc, separated by commas, without user or #");
    }

    /** Without the secret, and without paths: they often are secrets too. */
    @Override
    public String toString() {
        return "HookSettings[urls=" + urls.size() + "]";
    }
}

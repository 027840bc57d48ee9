package cc.drycc.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/run/}.
 *
 * @param command a line for the shell in the app's image
 * @param timeout seconds after which it is stopped; 3600 when missing
 * @param expires seconds for which the reference keeps what is left of it
 * @param volumes volumes and where they are mounted
 * @param detach whether to answer at once; false when missing
 */
public record RunRequest(
        @Nullable String command,
        @Nullable Integer timeout,
        @Nullable Integer expires,
        @Nullable Map<String, String> volumes,
        @Nullable Boolean detach) {}

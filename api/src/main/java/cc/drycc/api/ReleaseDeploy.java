package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/releases/deploy/}.
 *
 * @param ptypes process types with commas between them, or a list of them; all when missing
 * @param force whether pods that run the release already are replaced too; no when missing
 */
public record ReleaseDeploy(
        @Nullable Object ptypes, @Nullable Boolean force) {}

package cc.drycc.cli.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the controller said.
 *
 * @param body JSON; missing node when there was none
 * @param release of the {@code X-Drycc-Release} header
 */
public record Answer(JsonNode body, Optional<String> release) {

    /** {@code done}, or {@code done, v3} when a release was made (seed 5.6). */
    public String done() {
        return "done" + release.map(version -> ", v" + version.replace("v", "")).orElse("");
    }
}

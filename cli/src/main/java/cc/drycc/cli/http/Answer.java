package cc.drycc.cli.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the controller said.
 *
 * @param body JSON; missing node when there was none
 * @param release of the {@code X-Drycc-Release} header
 */
public record Answer(JsonNode body, Optional<String> release) {}

package cc.drycc.controller.config;

import cc.drycc.api.ApiVersion;
import cc.drycc.api.ConfigChange;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.Version;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.For;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/config}: looking at config and changing it. */
@RestController
@RequestMapping("/v2/apps/{app}/config")
public final class ConfigRoutes {

    private final ReleaseLedger ledger;
    private final Configs configs;
    private final ChangeConfig change;

    public ConfigRoutes(ReleaseLedger ledger, Configs configs, ChangeConfig change) {
        this.ledger = ledger;
        this.configs = configs;
        this.change = change;
    }

    /**
     * The newest good config, or that of a release: {@code ?version=v2}.
     *
     * @param values {@code list}: every value of every group and process type, in the later client's shape
     */
    @GetMapping
    Object get(
            @For(Action.VIEW) App app,
            Client client,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String values) {
        var release = version.isEmpty()
                ? ledger.latestUnfailed(app.uuid())
                : Version.parse(version).flatMap(number -> ledger.find(app.uuid(), number));
        var config = config(release.orElseThrow(Version::unknown));
        var shape = values.equals("list") ? Client.Shape.DRYCC_CLIENT : client.shape();
        return answer(app, config, config.state().global(), shape);
    }

    /**
     * Sets and unsets values, limits, healthchecks and the rest; answers when the new release runs, 400 with the reason when it does not.
     *
     * @param merge {@code false}: of the groups and process types that are named, values that are not named go
     */
    @PostMapping
    ResponseEntity<Object> change(
            @For(Action.CHANGE) App app,
            User user,
            Client client,
            @Body ConfigChange wanted,
            @RequestParam(defaultValue = "true") String merge) {
        var edit = ConfigEdit.parse(wanted.values(), sections(wanted));
        var release = change.apply(app, user, edit, mode(merge));
        var config = config(release);
        var shape = wanted.values() instanceof List ? Client.Shape.DRYCC_CLIENT : client.shape();
        var values = new TreeMap<>(config.state().global());
        if (shape == Client.Shape.REFERENCE_API) {
            values.put("DRYCC_APP", app.name().value());
            values.put("DRYCC_RELEASE", release.tag());
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(ApiVersion.RELEASE_HEADER, Integer.toString(release.version()))
                .body(answer(app, config, values, shape));
    }

    /** Takes groups of values away from process types: {@code {"values_refs": {"web": ["web.env"]}}}. */
    @DeleteMapping
    ResponseEntity<Void> detach(@For(Action.CHANGE) App app, User user, @Body ConfigChange wanted) {
        if (wanted.valuesRefs() == null) {
            throw new Problem.Refused("ptype or groups is required");
        }
        var release = change.detach(app, user, SectionEdit.parse(ConfigSection.VALUES_REFS, wanted.valuesRefs()));
        return ResponseEntity.noContent()
                .header(ApiVersion.RELEASE_HEADER, Integer.toString(release.version()))
                .build();
    }

    private static List<SectionEdit> sections(ConfigChange wanted) {
        var edits = new ArrayList<SectionEdit>();
        for (var section : ConfigSection.values()) {
            var value = switch (section) {
                case VALUES_REFS -> wanted.valuesRefs();
                case LIMITS -> wanted.limits();
                case MEMORY -> wanted.memory();
                case CPU -> wanted.cpu();
                case TERMINATION_GRACE_PERIOD -> wanted.terminationGracePeriod();
                case TAGS -> wanted.tags();
                case REGISTRY -> wanted.registry();
                case HEALTHCHECK -> wanted.healthcheck();
                case LIFECYCLE -> wanted.lifecycle();
            };
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                edits.add(SectionEdit.parse(section, value));
            }
        }
        return edits;
    }

    private Config config(Release release) {
        return configs.find(release.config()).orElseThrow(Version::unknown);
    }

    private static ConfigEdit.Mode mode(String merge) {
        return switch (merge) {
            case "true" -> ConfigEdit.Mode.MERGE;
            case "false" -> ConfigEdit.Mode.REPLACE;
            default -> throw new Problem.InvalidField("merge", "Must be true or false.");
        };
    }

    private static Object answer(App app, Config config, Map<String, String> values, Client.Shape shape) {
        return switch (shape) {
            case REFERENCE_API -> ShownConfig.reference(app, config, values);
            case DRYCC_CLIENT -> ShownConfig.listed(app, config);
        };
    }
}

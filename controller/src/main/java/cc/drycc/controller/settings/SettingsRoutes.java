package cc.drycc.controller.settings;

import cc.drycc.api.Addresses;
import cc.drycc.api.AllowlistInfo;
import cc.drycc.api.AutoscaleRule;
import cc.drycc.api.SettingsChange;
import cc.drycc.api.SettingsInfo;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/settings} and, for one of them, {@code /v2/apps/APP/allowlist}. */
@RestController
@RequestMapping("/v2/apps/{app}")
public final class SettingsRoutes {

    private final SettingsTable settings;
    private final ChangeSettings change;

    public SettingsRoutes(SettingsTable settings, ChangeSettings change) {
        this.settings = settings;
        this.change = change;
    }

    @GetMapping("/settings")
    SettingsInfo get(@For(Action.VIEW) App app) {
        return info(app, settings.of(app));
    }

    /** What is named changes, the rest stays. */
    @PostMapping("/settings")
    @ResponseStatus(HttpStatus.CREATED)
    SettingsInfo change(@For(Action.CHANGE) App app, User user, @Body SettingsChange wanted) {
        var edit = SettingsEdit.parse(wanted);
        return info(app, change.apply(app, user, edit::on));
    }

    @GetMapping("/allowlist")
    AllowlistInfo allowlist(@For(Action.VIEW) App app) {
        return addresses(settings.of(app));
    }

    /** Lets these in too. */
    @PostMapping("/allowlist")
    @ResponseStatus(HttpStatus.CREATED)
    AllowlistInfo allow(@For(Action.CHANGE) App app, User user, @Body Addresses wanted) {
        var added = ranges(wanted);
        return addresses(change.apply(app, user, allowlist(before -> {
            var all = new LinkedHashSet<>(before);
            all.addAll(added);
            return List.copyOf(all);
        })));
    }

    /** Lets these in no more; without the last one everybody is. */
    @DeleteMapping("/allowlist")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forbid(@For(Action.CHANGE) App app, User user, @Body Addresses wanted) {
        var removed = ranges(wanted);
        change.apply(app, user, allowlist(before -> {
            var rest = new ArrayList<>(before);
            for (var range : removed) {
                if (!rest.remove(range)) {
                    throw new Problem.Unprocessable(range + " does not exist under allowlist");
                }
            }
            return rest;
        }));
    }

    private static List<AddressRange> ranges(Addresses wanted) {
        var ranges = Optional.ofNullable(wanted.addresses())
                .map(addresses -> Addressing.ranges("addresses", addresses))
                .orElse(List.of());
        if (ranges.isEmpty()) {
            throw new Problem.InvalidField("addresses", "This field is required.");
        }
        return ranges;
    }

    private static UnaryOperator<AppSettings> allowlist(UnaryOperator<List<AddressRange>> edit) {
        return before -> new AppSettings(
                before.uuid(),
                before.routable(),
                before.autodeploy(),
                before.autorollback(),
                edit.apply(before.allowlist()),
                before.autoscale(),
                before.label(),
                before.created(),
                before.updated());
    }

    private static AllowlistInfo addresses(AppSettings settings) {
        return new AllowlistInfo(
                settings.allowlist().stream().map(AddressRange::toString).toList());
    }

    private static SettingsInfo info(App app, AppSettings settings) {
        var rules = new TreeMap<String, AutoscaleRule>();
        settings.autoscale()
                .forEach((type, rule) ->
                        rules.put(type.value(), new AutoscaleRule(rule.min(), rule.max(), rule.cpuPercent())));
        return new SettingsInfo(
                settings.uuid(),
                app.owner(),
                app.name().value(),
                settings.routable(),
                settings.autodeploy(),
                settings.autorollback(),
                addresses(settings).addresses(),
                rules,
                settings.label(),
                settings.created(),
                settings.updated());
    }
}

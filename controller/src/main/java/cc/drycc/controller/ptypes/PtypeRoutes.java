package cc.drycc.controller.ptypes;

import cc.drycc.api.PtypeContainer;
import cc.drycc.api.PtypeInfo;
import cc.drycc.api.PtypeNames;
import cc.drycc.api.Results;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import cc.drycc.controller.web.ProcessTypes;
import cc.drycc.engine.ProcessType;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/ptypes}: process types. */
@RestController
@RequestMapping("/v2/apps/{app}/ptypes")
public final class PtypeRoutes {

    private final Ptypes ptypes;
    private final CleanTypes clean;
    private final RestartPods restart;

    public PtypeRoutes(Ptypes ptypes, CleanTypes clean, RestartPods restart) {
        this.ptypes = ptypes;
        this.clean = clean;
        this.restart = restart;
    }

    @GetMapping
    Results<PtypeInfo> list(@For(Action.VIEW) App app) {
        return Results.of(ptypes.list(app));
    }

    /** @param name {@code web}, or {@code APP-web} as the reference client asks for it */
    @GetMapping("/{name}/describe")
    Results<PtypeContainer> describe(@For(Action.VIEW) App app, @PathVariable String name) {
        return Results.of(List.of(ptypes.describe(app, PtypeName.of(app, name).orElseThrow(Ptypes::unknown))));
    }

    /** Replaces the pods of these process types by fresh ones, of all when none is named; answers when they are up. */
    @PostMapping("/restart")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void restart(User user, @For(Action.CHANGE) App app, @Body(Body.Need.OPTIONAL) PtypeNames wanted)
            throws InterruptedException {
        var types = types(wanted);
        for (var type : types) {
            if (!app.structure().containsKey(type)) {
                throw new Problem.Refused("process type %s is not included in procfile".formatted(type));
            }
        }
        if (types.isEmpty()) {
            restart.all(app, user.username());
        }
        for (var type : types) {
            restart.typeOrName(app, user.username(), type.value());
        }
    }

    /** Removes process types that the app's release no longer has. */
    @PostMapping("/clean")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clean(User user, @For(Action.CHANGE) App app, @Body(Body.Need.OPTIONAL) PtypeNames wanted)
            throws InterruptedException {
        var types = types(wanted);
        if (types.isEmpty()) {
            throw new Problem.Refused("ptypes is a required field");
        }
        clean.clean(app, user, types);
    }

    private static Set<ProcessType> types(PtypeNames wanted) {
        return ProcessTypes.of("types", wanted.types() == null ? wanted.ptypes() : wanted.types());
    }
}

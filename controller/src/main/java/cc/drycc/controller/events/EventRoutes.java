package cc.drycc.controller.events;

import cc.drycc.api.EventInfo;
import cc.drycc.api.Results;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.ptypes.PtypeName;
import cc.drycc.controller.web.For;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/events}: what happened to a pod or a process type, oldest first. */
@RestController
public final class EventRoutes {

    private final EventTable events;

    public EventRoutes(EventTable events) {
        this.events = events;
    }

    /**
     * Without a name there is nothing to tell, as with the reference controller.
     *
     * @param pod a pod's name, also of one that is gone
     * @param ptype {@code web}, or {@code APP-web} as the reference client asks for it
     */
    @GetMapping("/v2/apps/{app}/events")
    Results<EventInfo> list(
            @For(Action.VIEW) App app,
            @RequestParam(name = "pod_name", defaultValue = "") String pod,
            @RequestParam(defaultValue = "") String ptype) {
        if (!pod.isEmpty()) {
            return Results.of(pod.indexOf('\0') < 0 ? events.ofPod(app.uuid(), pod) : List.of());
        }
        return Results.of(PtypeName.of(app, ptype)
                .map(type -> events.ofType(app.uuid(), type))
                .orElse(List.of()));
    }
}

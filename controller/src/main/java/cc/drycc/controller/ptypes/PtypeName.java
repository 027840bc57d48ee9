package cc.drycc.controller.ptypes;

import cc.drycc.controller.apps.App;
import cc.drycc.engine.ProcessType;
import java.util.Optional;

/** Reads the two forms in which clients name a process type: {@code web} and {@code APP-web}. */
public final class PtypeName {

    private PtypeName() {}

    /** The app's own process type of that name comes first; empty when it can be none. */
    public static Optional<ProcessType> of(App app, String name) {
        var prefix = app.name() + "-";
        var bare = name.startsWith(prefix) && !isOf(app, name) ? name.substring(prefix.length()) : name;
        return ProcessType.isValid(bare) ? Optional.of(new ProcessType(bare)) : Optional.empty();
    }

    private static boolean isOf(App app, String name) {
        return ProcessType.isValid(name) && app.structure().containsKey(new ProcessType(name));
    }
}

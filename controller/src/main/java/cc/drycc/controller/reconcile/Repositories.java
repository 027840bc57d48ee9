package cc.drycc.controller.reconcile;

import cc.drycc.engine.AppName;

/** The git repositories as the controller needs them; the server module connects it to the git server it runs. */
@FunctionalInterface
public interface Repositories {

    /** Removes the app's repository. One that is not there is fine. */
    void remove(AppName app);
}

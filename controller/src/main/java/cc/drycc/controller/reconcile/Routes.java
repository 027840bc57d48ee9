package cc.drycc.controller.reconcile;

import cc.drycc.engine.AppName;

/** The edge as the controller needs it; the server module connects it to the router it runs. */
public interface Routes {

    /** Makes {@code <app>.<domain>} lead to the web pods of the app; called again at every start. Idempotent. */
    void publish(AppName app);

    /** From now on the app's hosts are unknown. Idempotent. */
    void withdraw(AppName app);
}

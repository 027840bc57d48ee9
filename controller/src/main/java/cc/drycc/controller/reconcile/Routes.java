package cc.drycc.controller.reconcile;

import cc.drycc.controller.settings.AddressRange;
import cc.drycc.engine.AppName;
import java.util.List;
import java.util.Set;

/** The edge as the controller needs it; the server module connects it to the router it runs. */
public interface Routes {

    /**
     * Makes {@code <app>.<domain>} and the app's own domains lead to the web pods of the app, and no other name; called again
     * at every start. Idempotent.
     *
     * @param domains of its own, {@code *.example.com} for any one label included
     * @param allowed whose requests are let in, by the address they come from; empty: everybody's
     */
    void publish(AppName app, Set<String> domains, List<AddressRange> allowed);

    /** From now on the app's hosts lead nowhere, until it is published again. Idempotent. */
    void hide(AppName app);

    /** Forgets an app that is gone. Idempotent. */
    void withdraw(AppName app);
}

package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.App;

/** Whoever has something to do when a release runs. */
public interface DeployListener {

    /** Called in the transaction that notes the success: what is written in it is written with it, or not at all. */
    void succeeded(App app, int version);
}

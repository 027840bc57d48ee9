package cc.drycc.engine;

/** When a registry is asked for an image (Kubernetes' image pull policies). */
public enum PullPolicy {
    /** Unless the engine has an image of that name. */
    IF_NOT_PRESENT,
    /** Each time: the name may mean another image by now. */
    ALWAYS
}

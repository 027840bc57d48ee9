package cc.drycc.engine.docker.daemon;

import java.util.HashMap;
import java.util.Map;

/**
 * The labels by which we know our own things on an engine that others use too.
 *
 * @param platform the platform's id
 * @param extra put on everything as well
 */
public record Labels(String platform, Map<String, String> extra) {

    /** Which platform made it. */
    public static final String PLATFORM = "cc.drycc.platform";

    /** The app's name. */
    public static final String APP = "cc.drycc.app";

    /** The process type; absent on jobs. */
    public static final String PROCESS_TYPE = "cc.drycc.ptype";

    /** The release number, without the v. */
    public static final String RELEASE = "cc.drycc.release";

    /** What runs, as a hash: pods with the same one are interchangeable. */
    public static final String REVISION = "cc.drycc.revision";

    /** On one-off containers: their name. */
    public static final String JOB = "cc.drycc.job";

    /** The port a pod listens on; absent without one. */
    public static final String PORT = "cc.drycc.port";

    /** Milliseconds between SIGTERM and SIGKILL. */
    public static final String GRACE = "cc.drycc.grace";

    /** The probes as JSON; absent without any. */
    public static final String PROBES = "cc.drycc.probes";

    /** Hooks and stop signal of the pod. */
    public static final String LIFECYCLE = "cc.drycc.lifecycle";

    public Labels {
        extra = Map.copyOf(extra);
    }

    /** The labels of a thing of ours with these of its own. */
    public Map<String, String> with(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(extra);
        all.putAll(own);
        all.put(PLATFORM, platform);
        return Map.copyOf(all);
    }

    /** What to ask for to get only our own. */
    public Map<String, String> ours() {
        return Map.of(PLATFORM, platform);
    }

    /** The name of the bridge network of the platform's apps. */
    public String network() {
        return "drycc-" + platform;
    }

    /** The name of the bridge network of the platform's builds. */
    public String buildNetwork() {
        return "drycc-builds-" + platform;
    }
}

package cc.drycc.engine;

import java.time.Duration;
import java.util.List;

/**
 * Who sends requests to pods: the edge. An engine that routes by itself (Kubernetes) never calls it.
 *
 * <p>The order of a replacement is: new pod ready → {@link #ready} with old and new → {@link #ready} without the old →
 * {@link #awaitIdle} on the old → stop it. So no request fails.
 */
public interface EndpointSink {

    /**
     * Replaces the pods that get traffic for one workload, atomically. When it returns no new request goes to a pod that
     * is not listed.
     */
    void ready(WorkloadRef workload, List<Endpoint> endpoints);

    /**
     * Waits until no request is under way at the endpoint.
     *
     * @return false when {@code atMost} passed first
     */
    boolean awaitIdle(Endpoint endpoint, Duration atMost) throws InterruptedException;
}

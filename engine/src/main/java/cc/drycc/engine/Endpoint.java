package cc.drycc.engine;

import java.net.InetSocketAddress;

/**
 * Where requests for a pod go.
 *
 * @param pod which pod
 * @param address its IP address and port
 */
public record Endpoint(PodName pod, InetSocketAddress address) {}

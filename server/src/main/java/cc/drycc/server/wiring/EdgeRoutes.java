package cc.drycc.server.wiring;

import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.settings.AddressRange;
import cc.drycc.edge.EdgeRouter;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Endpoint;
import cc.drycc.engine.EndpointSink;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.WorkloadRef;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The edge as the engine and the controller see it: a backend for each workload, hosts for each app's web workload. */
public final class EdgeRoutes implements EndpointSink, Routes {

    private static final String CONTROLLER = "controller";
    private static final String BUILD_SERVICE = "buildservice";

    private final EdgeRouter edge;
    private final String domain;

    public EdgeRoutes(EdgeRouter edge, String domain) {
        this.edge = edge;
        this.domain = domain;
    }

    @Override
    public void ready(WorkloadRef workload, List<Endpoint> endpoints) {
        edge.targets(
                workload.toString(), endpoints.stream().map(Endpoint::address).toList());
    }

    @Override
    public boolean awaitIdle(Endpoint endpoint, Duration atMost) throws InterruptedException {
        return edge.awaitIdle(endpoint.address(), atMost);
    }

    @Override
    public void publish(AppName app, Set<String> domains, List<AddressRange> allowed) {
        var hosts = new HashSet<>(domains);
        hosts.add(app + "." + domain);
        edge.hosts(
                web(app),
                hosts,
                allowed.stream()
                        .map(range -> new cc.drycc.edge.AddressRange(range.first(), range.prefixLength()))
                        .toList());
    }

    @Override
    public void hide(AppName app) {
        edge.hosts(web(app), Set.of());
    }

    @Override
    public void withdraw(AppName app) {
        edge.remove(web(app));
    }

    private static String web(AppName app) {
        return new WorkloadRef(app, ProcessType.WEB).toString();
    }

    /** Makes the platform's own names lead to the controller on this port of the loopback address. */
    public void controllerAt(int port) {
        edge.targets(CONTROLLER, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        edge.hosts(CONTROLLER, platformHosts());
    }

    /** Makes {@code /api/v1} of the platform's own names lead to the build service on this port of the loopback address. */
    public void buildServiceAt(int port) {
        edge.targets(BUILD_SERVICE, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        edge.hosts(
                BUILD_SERVICE,
                platformHosts().stream().map(host -> host + "/api/v1").collect(Collectors.toSet()));
    }

    private Set<String> platformHosts() {
        var hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(domain);
        hosts.add("drycc." + domain);
        return hosts;
    }
}

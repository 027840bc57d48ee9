package cc.drycc.bench.edge;

import cc.drycc.edge.EdgeSettings;
import cc.drycc.edge.UndertowRouter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/** The platform's edge with one app. Arguments: port, port of the backend. */
public final class OurEdge {

    private OurEdge() {}

    public static void main(String[] arguments) {
        var router = UndertowRouter.start(EdgeSettings.onPort(Integer.parseInt(arguments[0])));
        router.targets("app/web", List.of(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]))));
        router.hosts("app/web", Set.of("127.0.0.1"));
        System.out.println("ready");
    }
}

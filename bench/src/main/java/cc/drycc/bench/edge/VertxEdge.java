package cc.drycc.bench.edge;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;

/** vertx-http-proxy with one origin, one event loop per core. Arguments: port, port of the backend. */
public final class VertxEdge {

    private VertxEdge() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int backend = Integer.parseInt(arguments[1]);
        Vertx.vertx()
                .deployVerticle(
                        () -> new Front(port, backend),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .await();
        System.out.println("ready");
    }

    private static final class Front extends VerticleBase {

        private final int port;
        private final int backend;

        private Front(int port, int backend) {
            this.port = port;
            this.backend = backend;
        }

        @Override
        public Future<?> start() {
            var client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(512));
            var proxy = HttpProxy.reverseProxy(client).origin(backend, "127.0.0.1");
            return vertx.createHttpServer().requestHandler(proxy).listen(port);
        }
    }
}

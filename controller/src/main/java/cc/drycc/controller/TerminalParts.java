package cc.drycc.controller;

import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.logs.PodLog;
import cc.drycc.controller.runs.RunCommand;
import cc.drycc.controller.terminals.ExecRoutes;
import cc.drycc.controller.terminals.LogStreamRoutes;
import cc.drycc.controller.terminals.RunStreamRoutes;
import cc.drycc.controller.terminals.SocketDoor;
import cc.drycc.engine.Engine;
import org.apache.tomcat.websocket.server.WsContextListener;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the live streams. */
@Configuration(proxyBeanMethods = false)
class TerminalParts {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
        return factory -> factory.addContextCustomizers(
                context -> context.addApplicationListener(WsContextListener.class.getName()));
    }

    @Bean
    SocketDoor socketDoor(WhileAllowed whileAllowed) {
        return new SocketDoor(whileAllowed);
    }

    @Bean
    ExecRoutes execRoutes(SocketDoor door, Engine engine, AppLog log) {
        return new ExecRoutes(door, engine, log);
    }

    @Bean
    RunStreamRoutes runStreamRoutes(SocketDoor door, RunCommand run, AppLog log) {
        return new RunStreamRoutes(door, run, log);
    }

    @Bean
    LogStreamRoutes logStreamRoutes(SocketDoor door, PodLog log) {
        return new LogStreamRoutes(door, log);
    }
}

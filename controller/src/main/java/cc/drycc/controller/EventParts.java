package cc.drycc.controller;

import cc.drycc.controller.events.EventRoutes;
import cc.drycc.controller.events.EventTable;
import cc.drycc.controller.events.RecordEvents;
import cc.drycc.engine.Engine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what is kept of what happens to pods. */
@Configuration(proxyBeanMethods = false)
class EventParts {

    @Bean
    EventTable eventTable(JdbcClient db) {
        return new EventTable(db);
    }

    @Bean
    RecordEvents recordEvents(EventTable table, Engine engine) {
        var events = new RecordEvents(table);
        engine.tellEvents(events);
        return events;
    }

    @Bean
    EventRoutes eventRoutes(EventTable table) {
        return new EventRoutes(table);
    }
}

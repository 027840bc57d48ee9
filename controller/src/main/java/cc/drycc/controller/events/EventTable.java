package cc.drycc.controller.events;

import cc.drycc.api.EventInfo;
import cc.drycc.engine.AppName;
import cc.drycc.engine.PodEvent;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events of all apps in the database. */
public final class EventTable {

    /** How many events of an app are kept. */
    public static final int KEPT = 500;

    private static final int LONGEST = 1_000;

    private final JdbcClient db;

    public EventTable(JdbcClient db) {
        this.db = db;
    }

    /** Adds an event; an app that is gone meanwhile has none. */
    void add(PodEvent event) {
        db.sql("""
                        insert into app_events (app_uuid, created, ptype, pod, reason, message)
                        select uuid, :created, :ptype, :pod, :reason, :message
                          from apps where id = :app and state = 'live'
                        """)
                .param("app", event.workload().app().value())
                .param("created", Timestamp.from(event.created()))
                .param("ptype", event.workload().processType().value())
                .param("pod", event.pod().map(PodName::value).orElse(""))
                .param("reason", event.reason())
                .param("message", clean(event.message()))
                .update();
    }

    private static String clean(String message) {
        var line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Keeps the newest {@value #KEPT} events of an app. */
    void trim(AppName app) {
        db.sql("""
                        delete from app_events e using apps a
                         where a.id = :app and e.app_uuid = a.uuid and e.id <= (
                               select id from app_events where app_uuid = a.uuid
                                order by id desc offset :kept limit 1)
                        """).param("app", app.value()).param("kept", KEPT).update();
    }

    /** What happened to a pod, oldest first; it may be gone. */
    List<EventInfo> ofPod(UUID app, String pod) {
        return db.sql("""
                        select reason, message, created from app_events
                         where app_uuid = :app and pod = :pod and pod <> '' order by id
                        """)
                .param("app", app)
                .param("pod", pod)
                .query(EventTable::info)
                .list();
    }

    /** What happened to a process type as a whole, oldest first. */
    List<EventInfo> ofType(UUID app, ProcessType type) {
        return db.sql("""
                        select reason, message, created from app_events
                         where app_uuid = :app and ptype = :ptype and pod = '' order by id
                        """)
                .param("app", app)
                .param("ptype", type.value())
                .query(EventTable::info)
                .list();
    }

    private static EventInfo info(java.sql.ResultSet rs, int row) throws java.sql.SQLException {
        return new EventInfo(
                rs.getString("reason"),
                rs.getString("message"),
                rs.getTimestamp("created").toInstant());
    }
}

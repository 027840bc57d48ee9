package cc.drycc.controller.logs;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the platform said about an app, as {@code AppLog} wrote it. */
public final class PlatformLines {

    private final JdbcClient db;

    public PlatformLines(JdbcClient db) {
        this.db = db;
    }

    record Line(long id, Instant created, String source, String line) {
        LogReader.Dated dated() {
            return new LogReader.Dated(created, LogText.ofPlatform(created, source, line));
        }
    }

    /** The newest lines, oldest of them first. */
    List<Line> last(UUID app, int lines) {
        return db.sql("""
                        select id, created, source, line from app_log where app_uuid = :app order by id desc limit :lines
                        """)
                .param("app", app)
                .param("lines", lines)
                .query((rs, row) -> new Line(
                        rs.getLong("id"),
                        rs.getTimestamp("created").toInstant(),
                        rs.getString("source"),
                        rs.getString("line")))
                .list()
                .reversed();
    }

    /** The lines said after this one, oldest first. */
    List<Line> after(UUID app, long id) {
        return db.sql("""
                        select id, created, source, line from app_log
                         where app_uuid = :app and id > :id order by id limit 1000
                        """)
                .param("app", app)
                .param("id", id)
                .query((rs, row) -> new Line(
                        rs.getLong("id"),
                        rs.getTimestamp("created").toInstant(),
                        rs.getString("source"),
                        rs.getString("line")))
                .list();
    }

    /** The number of the newest line; 0 when there is none. */
    long newest(UUID app) {
        return db.sql("select coalesce(max(id), 0) from app_log where app_uuid = :app")
                .param("app", app)
                .query(Long.class)
                .single();
    }

    /** Keeps the newest lines of each app. @return how many were removed */
    public int trim(int keep) {
        return db.sql("""
                        delete from app_log l using (
                            select id, row_number() over (partition by app_uuid order by id desc) as n from app_log
                        ) old
                         where old.id = l.id and old.n > :keep
                        """).param("keep", keep).update();
    }
}

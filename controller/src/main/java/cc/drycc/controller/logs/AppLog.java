package cc.drycc.controller.logs;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the platform itself said about an app: who changed what, how builds and deploys went. */
public final class AppLog {

    private static final int LONGEST_LINE = 4_000;

    private final JdbcClient db;

    public AppLog(JdbcClient db) {
        this.db = db;
    }

    /**
     * Adds one line, in the caller's transaction when there is one; an app that is gone meanwhile has no log any more. The
     * caller keeps secrets out.
     *
     * @param source which part speaks: {@code api}, {@code build}, {@code deploy}, {@code run}
     * @param line its control characters are blanked, and it is cut at 4,000 characters
     */
    public void say(UUID app, String source, String line) {
        var clean = line.replaceAll("\\p{Cntrl}+", " ").strip();
        db.sql("insert into app_log (app_uuid, source, line) select uuid, :source, :line from apps where uuid = :app")
                .param("app", app)
                .param("source", source)
                .param("line", clean.length() <= LONGEST_LINE ? clean : clean.substring(0, LONGEST_LINE) + "…")
                .update();
    }
}

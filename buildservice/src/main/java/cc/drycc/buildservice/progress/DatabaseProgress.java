package cc.drycc.buildservice.progress;

import cc.drycc.buildservice.jobs.Job;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The default: the job's own row tells its status, and pieces of its log lie beside it. */
public final class DatabaseProgress implements Progress {

    private static final int PIECES = 64;

    private final JdbcClient db;

    public DatabaseProgress(JdbcClient db) {
        this.db = db;
    }

    @Override
    public void changed(Job job) {
        // the row has changed already
    }

    /** One hand writes a job's log, so its end does not move between the question and the answer. */
    @Override
    public void append(UUID job, String text) {
        db.sql("""
                        insert into build_logs (job, start, piece)
                        select :job, coalesce(max(start + length(piece)), 0), :piece from build_logs where job = :job
                        having exists (select from build_jobs where id = :job)
                        """).param("job", job).param("piece", text).update();
    }

    private record Piece(long start, String text) {}

    @Override
    public Part read(UUID job, long from) {
        var pieces = db.sql("""
                        select start, piece from build_logs
                         where job = :job and start + length(piece) > :from order by start limit :limit
                        """)
                .param("job", job)
                .param("from", from)
                .param("limit", PIECES)
                .query((row, n) -> new Piece(row.getLong(1), row.getString(2)))
                .list();
        var text = new StringBuilder();
        long next = from;
        for (Piece piece : pieces) {
            // lengths are PostgreSQL's: whole characters, where Java counts some as two
            int skip = piece.text().offsetByCodePoints(0, (int) Math.max(next - piece.start(), 0));
            text.append(piece.text(), skip, piece.text().length());
            next = piece.start() + piece.text().codePointCount(0, piece.text().length());
        }
        return new Part(text.toString(), next);
    }

    @Override
    public void forget(List<UUID> jobs) {
        // went with their rows
    }

    @Override
    public void close() {
        // the pool is its owner's to close
    }
}

package cc.drycc.buildservice.run;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One process works under one name, so whatever is picked under it at the start belongs to a predecessor that is dead: it
 * is due again at once, without waiting for a heartbeat to be missed.
 */
record Takeover(DataSource database, String table, String name) {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    void run() {
        int left = JdbcClient.create(database)
                .sql("""
                        update %s set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                         where picked and picked_by = :name
                        """.formatted(table))
                .param("name", name)
                .update();
        if (left > 0) {
            LOG.info("event=tasks-taken-over table={} count={}", table, left);
        }
    }
}

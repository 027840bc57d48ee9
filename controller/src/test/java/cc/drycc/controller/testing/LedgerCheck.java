package cc.drycc.controller.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold for the rows of every platform that is at rest, whatever happened to it before. */
public final class LedgerCheck {

    private final JdbcClient db;

    public LedgerCheck(DataSource database) {
        db = JdbcClient.create(database);
    }

    /** @throws AssertionError naming what does not hold */
    public void holds() {
        versionsHaveNoGaps();
        assertThat(count("select count(*) from releases r left join configs c on c.uuid = r.config_uuid"
                        + " where c.uuid is null or c.app_uuid <> r.app_uuid"))
                .as("releases without a config of their app")
                .isZero();
        assertThat(count("select count(*) from releases r join builds b on b.uuid = r.build_uuid"
                        + " where b.state <> 'built' or b.image_id = '' or b.app_uuid <> r.app_uuid"))
                .as("releases whose build is not finished or another app's")
                .isZero();
        assertThat(count("select count(*) from releases where state = 'created'"))
                .as("releases without an end")
                .isZero();
        assertThat(count("select count(*) from builds where state = 'building'"))
                .as("builds without an end")
                .isZero();
        assertThat(count(
                        "select count(*) from apps a left join releases r on r.app_uuid = a.uuid and r.version = a.current"
                                + " where r.uuid is null or r.state not in ('succeed', 'crashed')"))
                .as("apps whose current release is not one that ran")
                .isZero();
        assertThat(count("select count(*) from apps a join releases r on r.app_uuid = a.uuid"
                        + " where r.state = 'succeed' and r.version > a.current"))
                .as("releases that ran after the current one")
                .isZero();
        assertThat(count("select count(*) from apps where state = 'destroying'"))
                .as("apps half destroyed")
                .isZero();
        assertThat(count("select count(*) from scheduled_tasks where task_name = 'deploy'"))
                .as("deploys waiting")
                .isZero();
    }

    private void versionsHaveNoGaps() {
        for (var app : db.sql("select id from apps").query(String.class).list()) {
            var versions = db.sql("select version from releases r join apps a on a.uuid = r.app_uuid where a.id = :id"
                            + " order by version")
                    .param("id", app)
                    .query(Integer.class)
                    .list();
            assertThat(versions)
                    .as("versions of " + app)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, versions.size()).boxed().toList())
                    .isNotEmpty();
        }
    }

    private int count(String sql) {
        return db.sql(sql).query(Integer.class).single();
    }
}

package cc.drycc.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class DatabaseAwayTest {

    private final AtomicBoolean away = new AtomicBoolean();

    @Test
    void everything_says_503_until_it_is_back_and_then_works() {
        try (var controller = TestController.start(Map.of(), this::switched)) {
            var admin = controller.admin();
            admin.post("/v2/apps/", Map.of("id", "patient"));

            away.set(true);
            var answers = new cc.drycc.controller.testing.Api.Answer[] {
                admin.get("/v2/apps/"),
                admin.post("/v2/apps/patient/config/", Map.of("values", Map.of("A", "1"))),
                controller.anonymous().post("/v2/auth/login/", Map.of("username", "admin", "password", "opensesame")),
                controller.anonymous().get("/readiness")
            };
            var alive = controller.anonymous().get("/healthz");
            away.set(false);

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(answer.header("DRYCC_API_VERSION")).isEqualTo("2.3");
                assertThat(answer.body()).doesNotContain("SQL", "Exception", "pool is empty");
            });
            assertThat(alive.status()).isEqualTo(200);
            assertThat(admin.post("/v2/apps/patient/config/", Map.of("values", Map.of("A", "1")))
                            .header("X-Drycc-Release"))
                    .isEqualTo("2");
        }
    }

    private DataSource switched(DataSource database) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLTransientConnectionException("the pool is empty");
                }
                return super.getConnection();
            }
        };
    }
}

package cc.drycc.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.server.ServerProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @ParameterizedTest
    @CsvSource({
        "postgres://u:p@db:5432/drycc,                    jdbc:postgresql://db:5432/drycc?user=u&password=p&",
        "postgresql://u@db/drycc?sslmode=require,         jdbc:postgresql://db/drycc?user=u&sslmode=require",
        "postgres://u:a%26b%3Dc@db/drycc,                 jdbc:postgresql://db/drycc?user=u&password=a%26b%3Dc&",
        "postgres://db/drycc,                             jdbc:postgresql://db/drycc?",
        "jdbc:postgresql://db/drycc?user=u,               jdbc:postgresql://db/drycc?user=u",
    })
    void urls_as_people_write_them(String given, String jdbc) {
        assertThat(Database.jdbcUrl(given)).isEqualTo(jdbc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://u:secret@db/x", "postgres:///x", "db:5432", "postgres://u:sec ret@db/x"})
    void anything_else_is_refused_without_telling_it(String given) {
        assertThatThrownBy(() -> Database.jdbcUrl(given))
                .isInstanceOf(ServerProblem.class)
                .hasMessageContaining("DRYCC_DATABASE_URL must be a URL such as")
                .hasMessageNotContaining("sec");
    }

    @Test
    void a_plus_in_a_password_stays_a_plus() {
        assertThat(Database.jdbcUrl("postgres://u:a+b@db/x")).contains("password=a%2Bb");
    }
}

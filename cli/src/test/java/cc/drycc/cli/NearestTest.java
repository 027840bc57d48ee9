package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slips of the finger. */
class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "create,create,0",
        "crate,create,1",
        "craete,create,1",
        "creates,create,1",
        "xreate,create,1",
        "'',ps,2",
        "lgso,logs,2"
    })
    void slips(String a, String b, int expected) {
        assertThat(Nearest.slips(a, b)).isEqualTo(expected);
        assertThat(Nearest.slips(b, a)).isEqualTo(expected);
    }

    @Test
    void nothing_near_is_nothing() {
        assertThat(Nearest.to("volumes", Stream.of("apps", "keys"))).isEmpty();
        assertThat(Nearest.to("xy", Stream.of("ps", "git"))).isEmpty();
    }

    @Test
    void the_nearest_wins_and_then_the_first_in_the_alphabet() {
        assertThat(Nearest.to("lis", Stream.of("lists", "list"))).contains("list");
        assertThat(Nearest.to("xet", Stream.of("set", "get"))).contains("get");
    }
}

package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.access.Role.Answer;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Role × route, of all routes a started controller has: what {@code docs/access.md} does not let in is kept out, and finds
 * nothing changed. Who is let in is in {@link LetInTest}.
 */
class AccessTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Cast CAST = new Cast(CONTROLLER);
    private static final Map<Role, Api> PEOPLE = new EnumMap<>(Role.class);
    private static final Map<String, Who> TABLE = AccessTable.read();

    @BeforeAll
    static void people() {
        for (var role : Role.values()) {
            PEOPLE.put(role, CAST.somebody(role));
        }
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void every_route_is_in_the_table_and_every_row_is_a_route() {
        var routes = new TreeSet<>(CONTROLLER.routes());
        var undeclared = new TreeSet<>(routes);
        undeclared.removeAll(TABLE.keySet());
        var gone = new TreeSet<>(TABLE.keySet());
        gone.removeAll(routes);

        assertThat(undeclared)
                .as("routes without a row in docs/access.md: add one each that says for whom it is")
                .isEmpty();
        assertThat(gone).as("rows of docs/access.md without a route").isEmpty();
    }

    /** Those that are there, with those who may use them; the test above is about the others. */
    static Stream<Route> routes(TestController controller) {
        return controller.routes().stream()
                .flatMap(route -> Optional.ofNullable(TABLE.get(route)).stream()
                        .map(who -> new Route(route.split(" ")[0], route.split(" ")[1], who)));
    }

    static Stream<Arguments> refusals() {
        return routes(CONTROLLER)
                .flatMap(route -> Stream.of(Role.values())
                        .filter(role -> role.expected(route.who()) != Answer.LET_IN)
                        .map(role -> Arguments.of(role, route)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusals")
    void who_may_not_is_kept_out_and_changes_nothing(Role role, Route route) {
        var before = CONTROLLER.database().fingerprint();

        var answer = route.ask(person(role), CAST.app());

        assertThat(Answer.of(answer.status(), answer.body()))
                .as(answer.toString())
                .isEqualTo(role.expected(route.who()));
        assertThat(CONTROLLER.database().fingerprint()).isEqualTo(before);
    }

    static Stream<Route> ofApps() {
        return routes(CONTROLLER).filter(route -> Role.STRANGER.expected(route.who()) == Answer.NO_SUCH_APP);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofApps")
    void an_app_one_may_not_see_and_one_that_is_not_there_look_the_same(Route route) {
        var stranger = person(Role.STRANGER);

        assertThat(route.ask(stranger, CAST.app()).toString())
                .isEqualTo(route.ask(stranger, "missing-app").toString());
    }

    @Test
    void whatever_has_an_app_in_its_path_is_for_those_who_may_see_it() {
        assertThat(TABLE.entrySet())
                .filteredOn(row -> row.getKey().contains("{app}"))
                .extracting(Map.Entry::getValue)
                .isSubsetOf(Who.VIEW, Who.CHANGE, Who.DELETE, Who.OWN);
    }

    private static Api person(Role role) {
        return Objects.requireNonNull(PEOPLE.get(role));
    }
}

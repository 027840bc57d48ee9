package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.access.Role.Answer;
import cc.drycc.controller.testing.TestController;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Role × route: whom {@code docs/access.md} lets in gets in. */
class LetInTest {

    private static final TestController CONTROLLER = TestController.start();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> admissions() {
        return AccessTest.routes(CONTROLLER)
                .flatMap(route -> Stream.of(Role.values())
                        .filter(role -> role.expected(route.who()) == Answer.LET_IN)
                        .map(role -> Arguments.of(role, route)));
    }

    /** With an app of its own, since some of these destroy it; what the empty bodies lack is for the route to say. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("admissions")
    void who_may_is_let_in(Role role, Route route) {
        var cast = new Cast(CONTROLLER);
        // Who is kept out comes to the open doors as anybody does: a token that is not good is refused there too.
        boolean withoutToken = role == Role.DISABLED;

        var answer = route.ask(withoutToken ? CONTROLLER.anonymous() : cast.somebody(role), cast.app());

        assertThat(Answer.of(answer.status(), answer.body()))
                .as(answer.toString())
                .isEqualTo(Answer.LET_IN);
        assertThat(answer.status()).as(answer.toString()).isLessThan(500);
    }
}

package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.access.Role.Answer;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Role × fetch and push: git over SSH obeys the same rule as the routes. */
class GitAccessTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Cast CAST = new Cast(CONTROLLER);

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ANONYMOUS", mode = Mode.EXCLUDE)
    void fetching_needs_view_and_pushing_change(Role role) {
        CAST.somebody(role);
        var name = CAST.name(role);

        assertThat(allows(name, CAST.app(), Action.VIEW)).isEqualTo(role.expected(Who.VIEW) == Answer.LET_IN);
        assertThat(allows(name, CAST.app(), Action.CHANGE)).isEqualTo(role.expected(Who.CHANGE) == Answer.LET_IN);
        assertThat(allows(name, "missing-app", Action.VIEW)).isFalse();
    }

    @Test
    void an_app_whose_name_holds_the_name_of_ones_own_is_not_ones_own() {
        var mine = CONTROLLER.register("mine");
        mine.post("/v2/apps/", Map.of("id", "shops-staging"));
        var theirs = CONTROLLER.register("theirs");
        Stream.of("shops", "staging", "shops-staging-two").forEach(id -> theirs.post("/v2/apps/", Map.of("id", id)));

        assertThat(allows("mine", "shops-staging", Action.CHANGE)).isTrue();
        assertThat(Stream.of("shops", "staging", "shops-staging-two"))
                .noneMatch(app -> allows("mine", app, Action.VIEW));
    }

    @Test
    void a_name_that_is_nobodys_may_nothing() {
        assertThat(Stream.of("", "nobody", "MINE", "' or true --", "%")
                        .noneMatch(name -> allows(name, CAST.app(), Action.VIEW)))
                .isTrue();
    }

    private static boolean allows(String username, String app, Action action) {
        return CONTROLLER.pushes().allows(username, new AppName(app), action);
    }
}

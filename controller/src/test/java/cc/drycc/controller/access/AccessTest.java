package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Role × route: what each person may do with somebody's app. */
class AccessTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Map<String, Api> PEOPLE = new java.util.HashMap<>();

    record Route(Action action, String method, String path) {}

    private static final List<Route> ROUTES = List.of(
            new Route(Action.VIEW, "GET", "/v2/apps/shared/"),
            new Route(Action.VIEW, "GET", "/v2/apps/shared/config/"),
            new Route(Action.VIEW, "GET", "/v2/apps/shared/releases/"),
            new Route(Action.VIEW, "GET", "/v2/apps/shared/releases/v1/"),
            new Route(Action.CHANGE, "POST", "/v2/apps/shared/config/"),
            new Route(Action.CHANGE, "POST", "/v2/apps/shared/releases/rollback/"),
            new Route(Action.OWN, "POST", "/v2/apps/shared/"),
            new Route(Action.OWN, "DELETE", "/v2/apps/shared/"));

    @BeforeAll
    static void people() {
        PEOPLE.put("owner", CONTROLLER.register("owner"));
        person("owner").post("/v2/apps/", Map.of("id", "shared"));
        for (var role : List.of("viewer", "changer", "deleter", "stranger")) {
            PEOPLE.put(role, CONTROLLER.register(role));
        }
        grant("viewer", "{view}");
        grant("changer", "{change}");
        grant("deleter", "{delete}");
        PEOPLE.put("superuser", CONTROLLER.admin());
        PEOPLE.put("nobody", CONTROLLER.anonymous());
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> matrix() {
        var rows = new ArrayList<Arguments>();
        for (var route : ROUTES) {
            rows.add(Arguments.of("nobody", route, 401));
            rows.add(Arguments.of("stranger", route, 404));
            rows.add(Arguments.of("viewer", route, route.action == Action.VIEW ? 0 : 403));
            rows.add(Arguments.of(
                    "changer", route, route.action == Action.VIEW || route.action == Action.CHANGE ? 0 : 403));
            rows.add(Arguments.of("deleter", route, route.action == Action.VIEW ? 0 : 403));
            if (!route.method.equals("DELETE")) {
                rows.add(Arguments.of("superuser", route, 0));
                rows.add(Arguments.of("owner", route, 0));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("matrix")
    void is_let_in_or_kept_out(String person, Route route, int refusal) {
        // An empty object is a bad request for whoever may send one: nothing changes.
        var body = route.method.equals("POST") ? "{}" : null;

        var answer = person(person).send(route.method, route.path, "application/json", body);

        if (refusal == 0) {
            assertThat(answer.status()).as(answer.body()).isIn(200, 400);
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(refusal);
        }
    }

    static Stream<Route> routes() {
        return ROUTES.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void an_app_one_may_not_see_and_one_that_is_not_there_look_the_same(Route route) {
        var body = route.method.equals("POST") ? "{}" : null;
        var stranger = person("stranger");

        var hidden = stranger.send(route.method, route.path, "application/json", body);
        var missing = stranger.send(route.method, route.path.replace("shared", "missing"), "application/json", body);

        assertThat(hidden.toString()).isEqualTo(missing.toString());
    }

    private static Api person(String role) {
        return java.util.Objects.requireNonNull(PEOPLE.get(role));
    }

    private static void grant(String username, String permissions) {
        CONTROLLER
                .database()
                .sql()
                .sql("""
                        insert into collaborators (app_uuid, user_id, permissions)
                        select a.uuid, u.id, :permissions::text[] from apps a, users u
                         where a.id = 'shared' and u.username = :username
                        """)
                .param("permissions", permissions)
                .param("username", username)
                .update();
    }
}

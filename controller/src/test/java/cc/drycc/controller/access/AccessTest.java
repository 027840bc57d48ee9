package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.controller.web.For;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Role × route, generated from the routes there are: whoever adds one is in it. */
class AccessTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Map<String, Api> PEOPLE = new ConcurrentHashMap<>();
    private static final AtomicInteger FRESH = new AtomicInteger();
    private static final Set<String> OPEN = Set.of(
            "GET /healthz",
            "GET /readiness",
            "POST /v2/auth/login",
            "POST /v2/auth/register",
            "GET /v2/auth/token/{key}");

    /** With every choice of rights, as they are asked for; the empty one stands for the reference's form. */
    private static final Map<String, String> COLLABORATORS = Map.of(
            "viewer", "view",
            "changer", "change",
            "deleter", "delete",
            "view-changer", "view,change",
            "view-deleter", "view,delete",
            "change-deleter", "change,delete",
            "everything", "view,change,delete",
            "reference", "");

    record Route(String method, String path, Optional<Action> action, boolean knowsWho) {
        /** With every part of the path filled in. */
        String url(String app) {
            return path.replace("{app}", app).replaceAll("\\{[^}]*}", "missing") + "/";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void people() {
        PEOPLE.put("owner", CONTROLLER.register("owner"));
        person("owner").post("/v2/apps/", Map.of("id", "shared"));
        PEOPLE.put("stranger", CONTROLLER.register("stranger"));
        COLLABORATORS.keySet().forEach(role -> PEOPLE.put(role, CONTROLLER.register(role)));
        share("shared");
        PEOPLE.put("superuser", CONTROLLER.admin());
        PEOPLE.put("nobody", CONTROLLER.anonymous());
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static List<Route> routes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scanner.findCandidateComponents("cc.drycc.controller").stream()
                .map(candidate -> type(Objects.requireNonNull(candidate.getBeanClassName())))
                .flatMap(AccessTest::routesOf)
                .toList();
    }

    static Stream<Arguments> refusals() {
        var rows = new ArrayList<Arguments>();
        for (var route : routes()) {
            var name = route.toString();
            if (!OPEN.contains(name)) {
                rows.add(Arguments.of("nobody", route, 401));
            }
            route.action().ifPresent(action -> {
                rows.add(Arguments.of("stranger", route, 404));
                for (var role : COLLABORATORS.keySet()) {
                    if (!allowed(role).contains(action)) {
                        rows.add(Arguments.of(role, route, 403));
                    }
                }
            });
        }
        return rows.stream();
    }

    private static Set<Action> allowed(String role) {
        return switch (role) {
            case "viewer" -> Set.of(Action.VIEW);
            case "changer", "view-changer" -> Set.of(Action.VIEW, Action.CHANGE);
            case "deleter", "view-deleter" -> Set.of(Action.VIEW, Action.DELETE);
            case "change-deleter", "everything", "reference" -> Set.of(Action.VIEW, Action.CHANGE, Action.DELETE);
            case "owner", "superuser" -> Set.of(Action.values());
            default -> throw new IllegalArgumentException(role);
        };
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusals")
    void who_may_not_is_kept_out(String person, Route route, int refusal) {
        var answer = ask(person, route, "shared");

        assertThat(answer.status()).as(answer.body()).isEqualTo(refusal);
        assertThat(person("owner").get("/v2/apps/shared/").status()).isEqualTo(200);
    }

    static Stream<Arguments> admissions() {
        var everybody = new ArrayList<>(COLLABORATORS.keySet());
        everybody.addAll(List.of("owner", "superuser"));
        return routes().stream()
                .flatMap(route -> route.action().stream()
                        .flatMap(action -> everybody.stream()
                                .filter(role -> allowed(role).contains(action))
                                .map(role -> Arguments.of(role, route))));
    }

    /** On an app of its own, since some of these destroy it; what the bodies lack is for the route to say. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("admissions")
    void who_may_is_let_in(String person, Route route) {
        var app = "own-" + FRESH.incrementAndGet();
        person("owner").post("/v2/apps/", Map.of("id", app));
        share(app);

        var answer = ask(person, route, app);

        assertThat(answer.status()).as(answer.body()).isNotIn(401, 403).isLessThan(500);
        assertThat(answer.body()).doesNotContain("No App matches");
    }

    static Stream<Route> administration() {
        return routes().stream().filter(route -> route.path().matches("/v2/(users|admin).*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("administration")
    void what_administers_the_platform_is_for_administrators(Route route) {
        for (var person : List.of("stranger", "owner", "everything")) {
            assertThat(ask(person, route, "shared").status()).as(person).isEqualTo(403);
        }
        assertThat(ask("superuser", route, "shared").status()).isNotIn(401, 403);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void every_route_asks_who_and_whether_they_may(Route route) {
        if (route.path().contains("{app}")) {
            assertThat(route.action()).as("@For(…) App app").isPresent();
        } else {
            assertThat(route.knowsWho()
                            || OPEN.contains(route.toString())
                            || route.path().equals("/v2"))
                    .as("a parameter of type User or SignedIn")
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void an_app_one_may_not_see_and_one_that_is_not_there_look_the_same(Route route) {
        if (route.action().isPresent()) {
            assertThat(ask("stranger", route, "shared").toString())
                    .isEqualTo(ask("stranger", route, "missing-app").toString());
        }
    }

    static Stream<Arguments> permissions() {
        var reads = List.of("/v2/apps/shared/", "/v2/apps/shared/config/", "/v2/apps/shared/releases/");
        return Stream.concat(Stream.of("owner", "superuser"), COLLABORATORS.keySet().stream())
                .flatMap(role -> reads.stream().map(path -> Arguments.of(role, path)));
    }

    @ParameterizedTest(name = "{0} GET {1}")
    @MethodSource("permissions")
    void who_may_look_sees(String person, String path) {
        assertThat(person(person).get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("changers")
    void who_may_change_gets_as_far_as_the_body(String person) {
        assertThat(person(person).post("/v2/apps/shared/config/", "{}").status())
                .isEqualTo(400);
    }

    static Stream<String> changers() {
        return Stream.of("owner", "superuser", "changer");
    }

    private static Api.Answer ask(String person, Route route, String app) {
        var body = Set.of("POST", "PUT", "PATCH").contains(route.method()) ? "{}" : null;
        return person(person).send(route.method(), route.url(app), "application/json", body);
    }

    private static Stream<Route> routesOf(Class<?> type) {
        var base = Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class))
                .map(mapping -> first(mapping.path()))
                .orElse("");
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .flatMap(method -> routes(base, method));
    }

    private static Stream<Route> routes(String base, Method method) {
        var mapping = Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class));
        var action = Arrays.stream(method.getParameters())
                .flatMap(parameter -> Optional.ofNullable(parameter.getAnnotation(For.class)).stream())
                .map(For::value)
                .findFirst();
        boolean knowsWho = Arrays.stream(method.getParameterTypes())
                .anyMatch(parameter -> parameter == User.class || parameter == SignedIn.class);
        var paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
        return Arrays.stream(paths)
                .flatMap(path -> Arrays.stream(mapping.method())
                        .map(RequestMethod::name)
                        .map(verb -> new Route(verb, base + path, action, knowsWho)));
    }

    private static String first(String[] paths) {
        return paths.length == 0 ? "" : paths[0];
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Api person(String role) {
        return Objects.requireNonNull(PEOPLE.get(role));
    }

    private static void share(String app) {
        COLLABORATORS.forEach((role, rights) -> {
            var body = rights.isEmpty() ? Map.of("username", role) : Map.of("username", role, "permissions", rights);
            var answer = person("owner").post("/v2/apps/" + app + "/perms/", body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        });
    }
}

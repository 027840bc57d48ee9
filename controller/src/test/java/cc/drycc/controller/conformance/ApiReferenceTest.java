package cc.drycc.controller.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cc.drycc.api.ApiVersion;
import cc.drycc.controller.testing.Api.Answer;
import cc.drycc.controller.testing.TestController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example request of the REST reference, v2.0 to v2.3, answered as the reference shows. */
class ApiReferenceTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final List<Example> EXAMPLES = Reference.examples();
    private static final List<Example> PASSED = new ArrayList<>();

    static {
        CONTROLLER.register("example");
        CONTROLLER.register("foo");
    }

    @AfterAll
    static void close() throws IOException {
        CONTROLLER.close();
        // bin/test shows it at its end.
        Files.writeString(Path.of("target", "conformance.txt"), report());
    }

    /** The text has one request line per example; whatever the parser misses would not be tested. */
    @Test
    void every_example_of_the_text_is_found_and_told() {
        var requests = Reference.text()
                .lines()
                .filter(line -> line.matches("[A-Z]+ /.* HTTP/1\\.1"))
                .count();

        assertThat(EXAMPLES).hasSize((int) requests).hasSizeGreaterThan(180);
        assertThat(EXAMPLES.stream().map(Example::title).distinct()).containsExactlyInAnyOrderElementsOf(Story.ORDER);
        assertThat(EXAMPLES.stream().map(Example::toString)).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> every_example_is_answered_as_shown() {
        var story = new Story(CONTROLLER);
        return EXAMPLES.stream()
                .sorted(Story.order())
                .map(example -> dynamicTest(example.toString(), () -> check(example, story.tell(example))));
    }

    private static void check(Example example, Answer answer) {
        var differences = differences(example, answer);
        var later = NotYet.of(example);
        if (later.isPresent()) {
            assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
            assertThat(differences)
                    .as("%s works now: take it out of NotYet", example)
                    .isNotEmpty();
            return;
        }
        assertThat(differences).as("%s: %s", example, answer).isEmpty();
        PASSED.add(example);
    }

    private static List<String> differences(Example example, Answer answer) {
        var differences = new ArrayList<String>();
        var reply = example.reply();
        int status = Erratum.CREATED_BY_GET.concerns(example) ? 200 : reply.status();
        if (answer.status() != status) {
            differences.add("status %d, not %d".formatted(answer.status(), status));
            return differences;
        }
        reply.headers().forEach((name, shown) -> header(name, shown, answer).ifPresent(differences::add));
        if (reply.isJson()) {
            reply.json().ifPresent(json -> differences.addAll(Shape.differences(json, answer.json())));
        } else if (reply.body().isPresent() && !answer.body().contains("drycc[api]: test created initial release")) {
            differences.add("the log lacks the line shown");
        }
        return differences;
    }

    private static Optional<String> header(String name, String shown, Answer answer) {
        var actual = answer.header(name);
        boolean right = switch (name) {
            case ApiVersion.API_HEADER -> actual.equals(ApiVersion.API);
            case ApiVersion.PLATFORM_HEADER -> actual.equals(ApiVersion.PLATFORM);
            case ApiVersion.RELEASE_HEADER -> actual.matches("[0-9]+");
            default -> actual.startsWith(shown);
        };
        return right ? Optional.empty() : Optional.of("header %s is \"%s\", not \"%s\"".formatted(name, actual, shown));
    }

    private static String report() {
        var lines = new ArrayList<String>();
        EXAMPLES.stream()
                .collect(Collectors.groupingBy(Example::api, TreeMap::new, Collectors.counting()))
                .forEach((api, all) -> {
                    long passed = PASSED.stream()
                            .filter(example -> example.api().equals(api))
                            .count();
                    lines.add("API reference v%s: %d of %d examples pass".formatted(api, passed, all));
                });
        lines.add("API reference: %d of %d examples pass".formatted(PASSED.size(), EXAMPLES.size()));
        EXAMPLES.stream()
                .filter(example -> NotYet.of(example).isPresent())
                .collect(Collectors.groupingBy(
                        example -> NotYet.of(example).orElseThrow(), TreeMap::new, Collectors.toList()))
                .forEach((later, examples) ->
                        lines.add("not yet, %d examples: %s".formatted(examples.size(), later.reason())));
        Erratum.all().forEach(erratum -> lines.add("erratum, " + erratum));
        return String.join("\n", lines) + "\n";
    }
}

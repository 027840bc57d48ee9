package cc.drycc.engine.docker.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of Docker's own documentation and matcher. Patterns are separated by spaces. */
class IgnorePatternsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        *.log                | a.log                | true
        *.log                | deep/a.log           | false
        **/*.log             | a.log                | true
        **/*.log             | very/deep/a.log      | true
        */temp*              | some/temporary.txt   | true
        */temp*              | temporary.txt        | false
        */*/temp*            | a/b/temp             | true
        temp?                | tempa                | true
        temp?                | temp                 | false
        node_modules         | node_modules/x/y.js  | true
        node_modules         | src/node_modules/y   | false
        /node_modules/       | node_modules/x       | true
        ./docs/../src        | src/main.c           | true
        *.md !README.md      | README.md            | false
        *.md !README.md      | CHANGES.md           | true
        !README.md *.md      | README.md            | true
        * !src               | src/main.c           | false
        * !src               | lib/main.c           | true
        docs !docs/keep      | docs/keep/a          | false
        docs !docs/keep      | docs/drop/a          | true
        [a-c].txt            | b.txt                | true
        [^a-c].txt           | b.txt                | false
        [^a-c].txt           | d.txt                | true
        a**b                 | a/x/b                | true
        docs/**              | docs/a/b             | true
        docs/**              | docs                 | false
        file\\*.txt          | file*.txt            | true
        file\\*.txt          | fileA.txt            | false
        a.b                  | axb                  | false
        a**/c                | ac                   | true
        a/**/c               | a/c                  | true
        a/**/c               | a/b/b/c              | true
        a/**/c               | a/bc                 | false
        **                   | any/where            | true
        a*b*c                | aXbYbZc              | true
        a*b*c                | aXbY/c               | false
        [a\\]b].txt          | ].txt                | true
        [z-a].txt            | b.txt                | false
        [a                   | [a                   | true
        []a                  | []a                  | true
        a?c                  | a/c                  | false
        *                    | deep/er              | true
        """)
    void patterns_match_as_docker_does(String patterns, String path, boolean excluded) {
        assertThat(new IgnorePatterns(List.of(patterns.split(" "))).excludes(path))
                .isEqualTo(excluded);
    }

    /** Bad-inputs T17: a backtracking matcher would need longer than the universe for each of these. */
    @ParameterizedTest(name = "T17 {0}")
    @ValueSource(strings = {"*a", "**a", "a**", "?*", "**/a", "[a-z]*", "*a/"})
    @Timeout(20)
    void no_pattern_makes_a_file_take_for_ever(String part) {
        var patterns = new IgnorePatterns(List.of(part.repeat(1_000) + "b"));

        assertThat(patterns.excludes("a".repeat(250) + "/" + "a".repeat(250))).isFalse();
    }

    @Test
    @Timeout(20)
    void two_thousand_patterns_are_looked_at_quickly() {
        var patterns = new IgnorePatterns(
                IntStream.range(0, 2_000).mapToObj("**/*a*%d*b"::formatted).toList());

        for (int i = 0; i < 200; i++) {
            assertThat(patterns.excludes("src/main/java/a" + i + ".java"))
                    .as("T17")
                    .isFalse();
        }
    }
}

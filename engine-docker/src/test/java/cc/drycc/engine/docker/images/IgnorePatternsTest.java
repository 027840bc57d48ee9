package cc.drycc.engine.docker.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        """)
    void patterns_match_as_docker_does(String patterns, String path, boolean excluded) {
        assertThat(new IgnorePatterns(List.of(patterns.split(" "))).excludes(path))
                .isEqualTo(excluded);
    }
}

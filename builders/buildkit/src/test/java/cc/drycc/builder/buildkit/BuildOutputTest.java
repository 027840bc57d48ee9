package cc.drycc.builder.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.builder.engine.Requests;
import cc.drycc.builder.engine.Store;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.dockerfile.Mounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of what buildctl says. */
class BuildOutputTest {

    @TempDir
    Path work;

    private final List<String> lines = new ArrayList<>();

    @Test
    void a_step_that_fails_is_named_with_its_line() throws Exception {
        String reason = reason("FROM busybox\nRUN true\nRUN make\n", """
                #5 [1/2] RUN true
                #5 CACHED
                #6 [2/2] RUN make
                #6 0.056 oh
                #6 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 9
                error: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 9""");

        assertThat(lines).containsExactly("Step 2/3 : RUN true", " ---> Using cache", "Step 3/3 : RUN make", "oh");
        assertThat(reason).isEqualTo("Dockerfile line 3 (RUN make): the command exited with code 9");
    }

    @Test
    void the_line_it_points_to_is_named_when_no_step_has_begun() throws Exception {
        String reason = reason("FROM busybox\nCOPY  a\t\\\n  /x\n", """
                Dockerfile:3
                --------------------
                   2 |     FROM busybox
                   3 | >>> COPY  a\t\\
                   4 | >>>   /x
                --------------------
                error: failed to solve: failed to compute cache key: "/a": not found""");

        assertThat(reason)
                .isEqualTo("Dockerfile line 2 (COPY a /x): file not found in the source or excluded by .dockerignore");
    }

    @Test
    void no_line_is_named_when_it_may_be_one_of_several() throws Exception {
        String reason = reason("FROM busybox\nRUN a\nRUN a\n", """
                   3 | >>> RUN a
                error: failed to solve: no worker""");

        assertThat(reason).isEqualTo("no worker");
    }

    private String reason(String dockerfile, String said) throws Exception {
        var request = new Requests(work).dockerfile(dockerfile).make();
        try (var _ = request.source()) {
            var checked = CheckedDockerfile.of(request, new Store().with("busybox", Map.of()), Mounts.NONE);
            var output = new BuildOutput(checked, lines::add, 1 << 20);
            for (String line : said.split("\n")) {
                output.answer(line);
            }
            return output.reason(1);
        }
    }
}

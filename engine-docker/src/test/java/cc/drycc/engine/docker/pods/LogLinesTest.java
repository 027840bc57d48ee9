package cc.drycc.engine.docker.pods;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.LogLine;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.PodName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static List<String> read(String... frames) {
        var read = new ArrayList<LogLine>();
        var lines = new LogLines(new PodName("hello-web-0123456789-bcdfg"), OutputSink.Stream.STDOUT, read::add);
        for (var frame : frames) {
            lines.take(frame.getBytes(StandardCharsets.UTF_8));
        }
        lines.end();
        return read.stream().map(line -> line.time() + " " + line.text()).toList();
    }

    @Test
    void a_line_in_parts_has_the_time_of_its_first() {
        assertThat(read(
                        "2026-11-21T12:40:38Z 100584\n",
                        "2026-11-21T12:40:38Z 1",
                        "2026-11-21T12:40:39.5+00:00 00585\n",
                        "2026-11-21T12:40:40Z 100586\n"))
                .containsExactly(
                        "2026-11-21T12:40:38Z 100584", "2026-11-21T12:40:38Z 100585", "2026-11-21T12:40:40Z 100586");
    }

    @Test
    void what_a_program_says_of_time_is_its_own() {
        assertThat(read("2026-11-21T12:40:38Z 2020-01-01T00:00:00Z then\n", "2026-11-21T12:40:38Z part ", "and rest\n"))
                .containsExactly(
                        "2026-11-21T12:40:38Z 2020-01-01T00:00:00Z then", "2026-11-21T12:40:38Z part and rest");
    }
}

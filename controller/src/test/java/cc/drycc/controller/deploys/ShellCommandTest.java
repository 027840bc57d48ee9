package cc.drycc.controller.deploys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {

    @Test
    void a_simple_command_replaces_the_shell() {
        for (var line : List.of(
                "bundle exec ruby web.rb -p ${PORT:-5000}",
                "bin/boot",
                "sleep 900",
                "serve \"a b\" $PORT > /dev/null")) {
            assertThat(ShellCommand.of(line)).containsExactly("exec " + line);
        }
    }

    @Test
    void everything_else_is_the_shells_to_read() {
        for (var line : List.of(
                "echo \"sleeping\"; sleep 900",
                "a && b",
                "a | b",
                "FOO=bar serve",
                "cd app",
                "exec serve",
                "(a)",
                "{ a; }",
                "$(cat cmd)",
                "a; rm -rf x && $(id)",
                "a `b`",
                "serve &",
                "<in serve")) {
            assertThat(ShellCommand.of(line)).containsExactly(line);
        }
    }

    @Test
    void real_shells_run_what_is_meant() throws Exception {
        assertThat(run("echo \"$GREETING\"; echo two")).isEqualTo("hi\ntwo\n");
        assertThat(run("sh -c 'echo $PPID'")).isNotEmpty();
        assertThat(run("echo ${NOPE:-5000}")).isEqualTo("5000\n");
        assertThat(run("A=1 sh -c 'echo $A'")).isEqualTo("1\n");
        assertThat(run("printf '%s|' a 'b c'")).isEqualTo("a|b c|");
    }

    private static String run(String line) throws Exception {
        var command = new ArrayList<>(ShellCommand.ENTRYPOINT);
        command.addAll(ShellCommand.of(line));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GREETING", "hi");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

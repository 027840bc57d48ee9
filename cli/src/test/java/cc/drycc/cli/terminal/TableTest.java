package cc.drycc.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Columns stand below each other. */
class TableTest {

    @Test
    void as_wide_as_the_widest_cell_with_four_blanks_between_and_none_behind() {
        assertThat(new Table("ID", "OWNER").row("a", "dev").row("longer-name", ""))
                .hasToString("""
                        ID             OWNER
                        a              dev
                        longer-name
                        """);
    }

    @Test
    void headers_alone() {
        assertThat(new Table("ID", "KEY")).hasToString("ID    KEY\n");
    }

    @Test
    void control_characters_move_no_cursor() {
        assertThat(new Table("ID").row("a\u001b[2Jb\nc\r\td\u0007").toString()).isEqualTo("ID\na?[2Jb?c??d?\n");
    }

    private static Table pods(int width) {
        return new Table(width, "NAME", "RELEASE", "STARTED", "SUMMARY")
                .row("hello-web-c4f44c4b4-7p7dh", "v3", "2023-12-08T02:25:00Z", "dev added POWERED_BY, PORT, GREETING")
                .row("hello-web-1", "v12", "2023-12-08T02:25:00Z", "short");
    }

    @Test
    void a_terminal_that_is_wide_enough_changes_nothing() {
        var wide = pods(Integer.MAX_VALUE).toString();
        int longest = wide.lines().mapToInt(String::length).max().orElseThrow();
        assertThat(pods(longest)).hasToString(wide);
        assertThat(pods(longest - 1).toString()).isNotEqualTo(wide).contains("POWERED_BY, PORT, GREETING");
    }

    @Test
    void on_a_narrower_one_the_widest_column_is_cut_but_not_the_first() {
        assertThat(pods(80)).hasToString("""
                        NAME                       RELEASE  STARTED               SUMMARY
                        hello-web-c4f44c4b4-7p7dh  v3       2023-12-08T02:25:00Z  dev added POWERED_BY,…
                        hello-web-1                v12      2023-12-08T02:25:00Z  short
                        """);
        for (int width = 62; width < 120; width++) {
            int most = width;
            assertThat(pods(width).toString())
                    .contains("hello-web-c4f44c4b4-7p7dh")
                    .satisfies(text -> assertThat(text.lines())
                            .hasSize(3)
                            .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most)));
        }
    }

    @Test
    void when_nothing_is_left_to_cut_each_row_becomes_a_paragraph() {
        assertThat(pods(61)).hasToString("""
                        NAME:    hello-web-c4f44c4b4-7p7dh
                        RELEASE: v3
                        STARTED: 2023-12-08T02:25:00Z
                        SUMMARY: dev added POWERED_BY, PORT, GREETING

                        NAME:    hello-web-1
                        RELEASE: v12
                        STARTED: 2023-12-08T02:25:00Z
                        SUMMARY: short

                        """);
    }
}

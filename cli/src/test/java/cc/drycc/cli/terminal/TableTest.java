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
}

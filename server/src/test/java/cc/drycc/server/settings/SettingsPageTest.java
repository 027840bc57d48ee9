package cc.drycc.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of docs/operating.md are made from the register; {@code -Dupdate-docs} writes them anew. */
class SettingsPageTest {

    private static final String BEGIN =
            "<!-- made from PlatformSettings; to write it anew: mvn -q -Dfast -pl server -am test"
                    + " -Dtest=SettingsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate-docs -->\n";
    private static final String END = "<!-- end of what is made -->";

    @Test
    void the_page_shows_every_setting_as_it_is() throws IOException {
        var page = Path.of("../docs/operating.md");
        var text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(text).contains(BEGIN, END);
        var wanted = text.substring(0, begin) + SettingsTable.markdown() + text.substring(end);
        if (System.getProperty("update-docs") != null) {
            Files.writeString(page, wanted);
            return;
        }

        assertThat(text)
                .as(
                        "docs/operating.md differs from PlatformSettings; the comment above its tables says how to renew it")
                .isEqualTo(wanted);
    }
}

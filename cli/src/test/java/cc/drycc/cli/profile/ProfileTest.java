package cc.drycc.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Desk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a profile lies, who may read it, and what a broken one does (seed 4.1). */
class ProfileTest {

    private static final Profile DEV = new Profile("dev", "http://drycc.localhost:8080", "secret-token", false, 7);

    @TempDir
    private Path temporary;

    private Desk desk;

    @BeforeEach
    void home() {
        desk = Desk.in(temporary);
    }

    private Path file(String flag) {
        return Profile.file(Optional.of(flag).filter(value -> !value.isEmpty()), desk.surroundings());
    }

    @Test
    void lies_in_the_home_by_default() {
        assertThat(file("")).isEqualTo(desk.home().resolve(".drycc/client.json"));
    }

    @Test
    void a_name_lies_beside_it_and_a_path_where_it_says() {
        assertThat(file("production")).isEqualTo(desk.home().resolve(".drycc/production.json"));
        assertThat(file("~/config.json")).isEqualTo(desk.home().resolve("config.json"));
        assertThat(file("/etc/drycc")).isEqualTo(Path.of("/etc/drycc"));
        assertThat(file("config.json")).isEqualTo(desk.folder().resolve("config.json"));
        assertThat(file("../x")).isEqualTo(temporary.resolve("x"));
    }

    @Test
    void the_flag_goes_before_the_variable() {
        desk.variable("DRYCC_PROFILE", "production");
        assertThat(file("")).isEqualTo(desk.home().resolve(".drycc/production.json"));
        assertThat(file("staging")).isEqualTo(desk.home().resolve(".drycc/staging.json"));
        desk.variable("DRYCC_PROFILE", " ");
        assertThat(file("")).isEqualTo(desk.home().resolve(".drycc/client.json"));
    }

    @Test
    void is_for_its_owner_only_and_comes_back_whole() throws IOException {
        var file = file("");
        DEV.save(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Profile.load(file)).isEqualTo(DEV);
    }

    @Test
    void replaces_one_that_others_could_read_and_leaves_nothing_beside_it() throws IOException {
        var file = file("");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        DEV.save(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file.getParent()).isDirectoryContaining(file::equals).isNotEmptyDirectory();
        try (var all = Files.list(file.getParent())) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void cannot_be_written_says_why() throws IOException {
        var taken = Files.writeString(desk.folder().resolve("file"), "");
        assertThatThrownBy(() -> DEV.save(taken.resolve("client.json")))
                .isInstanceOf(CliProblem.class)
                .hasMessageStartingWith("cannot write the profile ");
    }

    @Test
    void missing_says_how_to_log_in() {
        assertThatThrownBy(() -> Profile.load(file("")))
                .isInstanceOf(CliProblem.class)
                .hasMessage("nobody is logged in (" + file("") + "); use: drycc login <controller>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{}",
                "{\"controller\": \"http://x\"}",
                "{\"controller\": \"file:///etc\", \"token\": \"secret-token\"}",
                "{\"controller\": \"http://u:p@x\", \"token\": \"secret-token\"}",
                "{\"controller\": \"http://x\", \"token\": \"secret-token\\r\\nHost: y\"}",
            })
    void broken_says_to_log_in_again_and_shows_no_token(String content) throws IOException {
        var file = Files.writeString(desk.folder().resolve("broken.json"), content);
        assertThatThrownBy(() -> Profile.load(file))
                .isInstanceOf(CliProblem.class)
                .hasMessage("cannot read the profile " + file + "; log in again: drycc login <controller>");
    }

    @Test
    void shows_no_token() {
        assertThat(DEV).hasToString("dev at http://drycc.localhost:8080");
    }
}

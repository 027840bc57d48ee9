package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at a desk, logged in at a controller whose answers the test has prepared. */
public abstract class LoggedIn {

    protected final CannedController controller = new CannedController();

    @TempDir
    protected Path temporary;

    protected Desk desk;

    @BeforeEach
    protected void logIn() {
        desk = Desk.in(temporary).loggedInAt(controller.url());
    }

    @AfterEach
    protected void stop() {
        controller.close();
    }

    /** Types a command that is to succeed and say just this. */
    protected void says(String expected, String... words) {
        assertThat(desk.drycc(words)).isEqualTo(new Desk.Said(0, expected, ""));
    }
}

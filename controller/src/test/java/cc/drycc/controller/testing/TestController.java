package cc.drycc.controller.testing;

import cc.drycc.controller.Controller;
import cc.drycc.controller.ControllerSettings;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.secrets.PlatformKey;
import java.util.HashMap;
import java.util.Map;

/** A started controller on a fresh database, with an administrator {@code admin} whose password is {@code opensesame}. */
public final class TestController implements AutoCloseable {

    private final TestDatabase database;
    private final Controller controller;

    private TestController(TestDatabase database, Controller controller) {
        this.database = database;
        this.controller = controller;
    }

    /** Starts one with open registration. */
    public static TestController start() {
        return start(Map.of("REGISTRATION_MODE", "enabled"));
    }

    /** Starts one with these settings and the administrator. */
    public static TestController start(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("DRYCC_ADMIN_USERNAME", "admin");
        environment.put("DRYCC_ADMIN_PASSWORD", "opensesame");
        var database = TestDatabase.create();
        var address = new PublicAddress("localhost", 8080, 2222);
        var key = new PlatformKey(new byte[PlatformKey.LENGTH]);
        var controller =
                Controller.start(ControllerSettings.of("test", address, key, environment), database.dataSource());
        return new TestController(database, controller);
    }

    public int port() {
        return controller.port();
    }

    public TestDatabase database() {
        return database;
    }

    /** Somebody without a token. */
    public Api anonymous() {
        return Api.anonymous(controller.port());
    }

    /** The administrator, logged in. */
    public Api admin() {
        return anonymous().login("admin", "opensesame");
    }

    /** A new account, registered by the administrator and logged in. */
    public Api register(String username) {
        var answer = admin().post(
                        "/v2/auth/register/",
                        Map.of("username", username, "password", "opensesame", "email", username + "@example.com"));
        if (answer.status() != 201) {
            throw new AssertionError("register " + username + ": " + answer);
        }
        return anonymous().login(username, "opensesame");
    }

    @Override
    public void close() {
        controller.close();
        database.close();
    }
}

package cc.drycc.controller.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoginBurstTest {

    @Test
    @Timeout(60)
    void a_hundred_logins_at_once_are_let_in_or_asked_to_wait() throws Exception {
        try (var controller = TestController.start();
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var login = Map.of("username", "admin", "password", "opensesame");
            var burst = IntStream.range(0, 100)
                    .<Callable<Integer>>mapToObj(i -> () -> controller
                            .anonymous()
                            .post("/v2/auth/login/", login)
                            .status())
                    .toList();

            var statuses = people.invokeAll(burst).stream()
                    .map(each -> each.resultNow())
                    .toList();

            assertThat(statuses).allSatisfy(status -> assertThat(status).isIn(200, 503));
            assertThat(statuses).contains(200);
            assertThat(controller.admin().get("/v2/auth/whoami").status()).isEqualTo(200);
        }
    }
}

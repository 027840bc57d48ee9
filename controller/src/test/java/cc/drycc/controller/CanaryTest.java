package cc.drycc.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.RolloutFailed;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is secret is nowhere in what the controller logs, even at DEBUG, nor in what it answers when something is wrong. */
class CanaryTest {

    private static final String CANARY = "canary-5ca1ab1e";

    private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var thrown = event.getThrowableProxy();
            logged.add(event.getFormattedMessage() + (thrown == null ? "" : " " + thrown.getMessage()));
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        root().addAppender(appender);
        ours().setLevel(Level.DEBUG);
    }

    @AfterEach
    void leave() {
        ours().setLevel(null);
        root().detachAppender(appender);
    }

    @Test
    void secrets_appear_in_no_log_line_and_in_no_refusal() {
        try (var controller = TestController.start()) {
            var anonymous = controller.anonymous();
            var registration = Map.of("username", "dev", "password", CANARY, "email", "dev@example.com");
            anonymous.post("/v2/auth/register/", registration);
            anonymous.post("/v2/auth/register/", registration);
            var wrong = anonymous.post("/v2/auth/login/", Map.of("username", "dev", "password", CANARY + "!"));
            var dev = anonymous.login("dev", CANARY);
            dev.post("/v2/apps/", Map.of("id", "guarded"));
            controller.pushed("guarded");
            var config = "/v2/apps/guarded/config/";
            dev.post(config, Map.of("values", Map.of("SECRET", CANARY)));
            controller.engine().onApply(workload -> {
                throw new RolloutFailed("it crashed", List.of());
            });
            var refusals = List.of(
                    wrong,
                    dev.post(config, Map.of("values", Map.of("OTHER", CANARY))),
                    dev.post(config, Map.of("values", Map.of("SECRET", CANARY))),
                    dev.post(config, Map.of("values", Map.of("PORT", CANARY))),
                    dev.post(config, Map.of("values", Map.of("BAD KEY", CANARY))),
                    dev.post(config, Map.of("values", Map.of("A", List.of(CANARY)))),
                    dev.post(config, "{\"values\":{\"A\":\"" + CANARY + "\",}}"),
                    dev.post(config, "{\"values\":\"" + CANARY + "\"}"),
                    dev.post("/v2/keys/", Map.of("id", "k", "public", "-----BEGIN PRIVATE KEY-----" + CANARY)),
                    dev.as(CANARY).get("/v2/apps/"));

            assertThat(refusals).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
                assertThat(answer.body()).doesNotContain(CANARY);
            });
        }
        assertThat(logged).anyMatch(line -> line.contains("event=app-created"));
        assertThat(logged).noneMatch(line -> line.contains(CANARY));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("cc.drycc");
    }
}

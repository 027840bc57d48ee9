package cc.drycc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogDetailTest {

    @AfterEach
    void quiet() {
        LogDetail.EVENTS.apply();
    }

    @Test
    void only_true_asks_for_more() {
        LogDetail.from(Map.of("DEBUG", "express:*")).apply();
        assertThat(LoggerFactory.getLogger("cc.drycc.server.X").isDebugEnabled())
                .isFalse();

        LogDetail.from(Map.of("DEBUG", "true")).apply();
        assertThat(LoggerFactory.getLogger("cc.drycc.server.X").isDebugEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("org.postgresql").isDebugEnabled()).isFalse();
    }
}

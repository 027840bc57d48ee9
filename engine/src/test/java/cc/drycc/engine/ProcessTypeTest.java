package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTypeTest {

    @Test
    void web_is_a_process_type() {
        assertThat(ProcessType.WEB.value()).isEqualTo("web");
    }
}

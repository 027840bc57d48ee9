package cc.drycc.controller.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScaleRequestTest {

    @Test
    void whole_numbers_are_taken() {
        assertThat(ScaleRequest.of(Map.of("web", 3, "worker", 0)).wanted())
                .isEqualTo(Map.of(ProcessType.WEB, 3, new ProcessType("worker"), 0));
    }

    @Test
    void anything_else_is_refused() {
        var wrong = Arrays.<@Nullable Object>asList(
                -1,
                1.5,
                "two",
                "3",
                null,
                true,
                List.of(),
                Map.of(),
                2147483648L,
                new BigInteger("9".repeat(50)),
                1001);
        for (var count : wrong) {
            var body = new HashMap<String, @Nullable Object>();
            body.put("web", count);
            assertThatThrownBy(() -> ScaleRequest.of(body)).as("%s", count).isInstanceOf(Problem.InvalidField.class);
        }
        for (var type : List.of("run", "", "a b", "../x", "Web", "x".repeat(64))) {
            assertThatThrownBy(() -> ScaleRequest.of(Map.of(type, 1))).as(type).isInstanceOf(Problem.Refused.class);
        }
        assertThatThrownBy(() -> ScaleRequest.of(Map.of())).isInstanceOf(Problem.Refused.class);
    }
}

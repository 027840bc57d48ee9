package cc.drycc.controller.ptypes;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | {}",
                "1073741824 | 1000 | {cpu=1, memory=1Gi}",
                "536870912 | 250 | {cpu=250m, memory=512Mi}",
                "1000 | 1500 | {cpu=1500m, memory=1000}",
                "2199023255552 | 64000 | {cpu=64, memory=2048Gi}",
            })
    void limits_are_written_as_kubernetes_writes_them(long memory, int cpu, String shown) {
        assertThat(Quantities.of(new Resources(memory, cpu, 100))).hasToString(shown);
    }
}

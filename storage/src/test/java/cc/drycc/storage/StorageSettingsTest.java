package cc.drycc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.storage.StorageSettings.Addressing;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageSettingsTest {

    private static final Map<String, String> MINIMAL = Map.of(
            "DRYCC_STORAGE_ENDPOINT", "https://s3.example.com",
            "DRYCC_STORAGE_ACCESSKEY", "id",
            "DRYCC_STORAGE_SECRETKEY", "s3cr3t");

    @Test
    void without_an_endpoint_there_are_none() {
        assertThat(StorageSettings.from(Map.of())).isEmpty();
    }

    @Test
    void has_the_reference_builders_defaults() {
        var settings = StorageSettings.from(MINIMAL).orElseThrow();

        assertThat(settings.bucket()).isEqualTo("builder");
        assertThat(settings.region()).isEqualTo("us-east-1");
        assertThat(settings.addressing()).isEqualTo(Addressing.PATH);
        assertThat(settings).asString().doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        "https://s3.eu-west-1.amazonaws.com, auto, HOST",
        "https://s3.eu-west-1.amazonaws.com, on, PATH",
        "http://10.0.0.1:9000, auto, PATH",
        "http://10.0.0.1:9000, off, HOST",
        "http://10.0.0.1:9000, TRUE, PATH"
    })
    void places_the_bucket(String endpoint, String style, Addressing addressing) {
        var env = with("DRYCC_STORAGE_ENDPOINT", endpoint);
        env.put("DRYCC_STORAGE_PATH_STYLE", style);

        assertThat(StorageSettings.from(env).orElseThrow().addressing()).isEqualTo(addressing);
    }

    @ParameterizedTest
    @CsvSource({
        "DRYCC_STORAGE_ENDPOINT, s3.example.com",
        "DRYCC_STORAGE_ENDPOINT, ftp://s3.example.com",
        "DRYCC_STORAGE_ENDPOINT, http://a:b@s3.example.com",
        "DRYCC_STORAGE_ENDPOINT, http://exa mple",
        "DRYCC_STORAGE_BUCKET, Upper",
        "DRYCC_STORAGE_BUCKET, ../x",
        "DRYCC_STORAGE_ACCESSKEY, ''",
        "DRYCC_STORAGE_SECRETKEY, ''",
        "DRYCC_STORAGE_PATH_STYLE, perhaps",
        "STORAGE_REGION, eu west"
    })
    void names_the_setting_that_is_wrong(String name, String value) {
        assertThatThrownBy(() -> StorageSettings.from(with(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("s3cr3t");
    }

    private static Map<String, String> with(String name, String value) {
        var env = new HashMap<>(MINIMAL);
        env.put(name, value);
        return env;
    }
}

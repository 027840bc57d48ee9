package cc.drycc.imagebuilder.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cc.drycc.engine.BuildFailed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRulesTest {

    private static final Map<String, String> CONFIG = Map.of("TOKEN", "t", "OTHER", "o", "ODD,src=x", "x");

    private static Map<String, String> mounted(String run, Mounts offered) throws BuildFailed {
        return RunRules.check(Dockerfile.parse("FROM scratch\n" + run + "\n"), offered, CONFIG)
                .secrets();
    }

    @Test
    void only_what_a_command_asks_for_is_mounted() throws BuildFailed {
        assertThat(mounted(
                        "RUN --mount=type=secret,id=TOKEN,target=/t,mode=0400 --mount=type=tmpfs,target=/x id",
                        Mounts.SECRETS))
                .containsExactly(Map.entry("TOKEN", "t"));
        assertThat(mounted("RUN id", Mounts.SECRETS)).isEmpty();
    }

    @Test
    void what_the_app_has_not_fails_unless_the_command_can_do_without() throws BuildFailed {
        refused("RUN --mount=type=secret,id=NONE id", Mounts.SECRETS, "the name of a config value");
        refused("RUN --mount=type=secret,id=NONE,required=true id", Mounts.SECRETS, "the name of a config value");
        refused("RUN --mount=type=secret id", Mounts.SECRETS, "the name of a config value");
        refused("RUN --mount=type=secret,id=TOKEN,src=/etc/shadow id", Mounts.SECRETS, "inside the source");
        assertThat(mounted("RUN --mount=type=secret,id=NONE,required=false id", Mounts.SECRETS))
                .isEmpty();
    }

    @Test
    void an_engine_that_mounts_no_secrets_says_which_builders_do() {
        refused("RUN --mount=type=secret,id=TOKEN id", Mounts.NONE, "buildah and buildkit can");
        refused("ONBUILD RUN --mount=type=secret,id=TOKEN id", Mounts.NONE, "buildah and buildkit can");
    }

    @Test
    void an_agent_needs_a_key_and_a_builder_that_has_agents() throws BuildFailed {
        refused("RUN --mount=type=ssh id", Mounts.SECRETS, "buildah and buildkit have");
        refused("RUN --mount=type=ssh id", Mounts.SECRETS_AND_SSH, "the app has no SSH_KEY");
        refused("RUN --mount=type=ssh,id=other id", Mounts.SECRETS_AND_SSH, "leave its id out");
        assertThat(mounted("RUN --mount=type=ssh,required=false id", Mounts.SECRETS_AND_SSH))
                .isEmpty();
    }

    private static void refused(String run, Mounts offered, String words) {
        assertThatExceptionOfType(BuildFailed.class)
                .isThrownBy(() -> mounted(run, offered))
                .withMessageStartingWith("Dockerfile line 2")
                .withMessageContaining(words);
    }
}

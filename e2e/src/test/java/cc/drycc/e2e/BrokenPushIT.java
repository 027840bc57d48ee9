package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A push that cannot work: the pusher reads why, the old release serves on, the next good push works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenPushIT {

    private Repository repository;
    private String good;
    private int version;

    @BeforeAll
    void a_good_release_serves() {
        repository = SharedPlatform.somebody().app("sturdy-oldtimer");
        repository.drycc("config", "set", "DRYCC_DEPLOY_TIMEOUT=5").ok();
        repository.push().ok();
    }

    @BeforeEach
    void and_its_source_is_the_head() {
        repository.write("Dockerfile", Repository.DOCKERFILE);
        repository.commit("version", "good " + ++version);
        repository.push().ok();
        good = repository.head();
        assertThat(repository.version()).isEqualTo("good " + version + "\n200");
    }

    @Test
    void broken_dockerfile() {
        refused(Repository.DOCKERFILE + "RUN [\"/bin/false\"]\n", "/bin/false");
    }

    @Test
    void unknown_instruction_is_named_with_its_line() {
        refused("FROM scratch\nINSTALL everything\n", "line 2");
    }

    @Test
    void crashing_app() {
        refused(
                Repository.DOCKERFILE + "CMD [\"/bin/sh\", \"-c\", \"echo cannot find my database; exit 3\"]\n",
                "cannot find my database");
    }

    @Test
    void app_that_never_listens() {
        refused(Repository.DOCKERFILE + "CMD [\"/bin/sleep\", \"1000\"]\n", "port 5000");
    }

    @Test
    void nothing_to_build() {
        repository.git("rm", "-q", "Dockerfile").ok();
        repository.git("commit", "-q", "-m", "no Dockerfile").ok();
        assertRefused("Dockerfile");
    }

    private void refused(String dockerfile, String reason) {
        repository.commit("Dockerfile", dockerfile);
        assertRefused(reason);
    }

    private void assertRefused(String reason) {
        var push = repository.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.err()).contains(reason).contains("[remote rejected] master -> master");
        assertThat(repository.remoteHead()).isEqualTo(good);
        assertThat(repository.version()).isEqualTo("good " + version + "\n200");
    }
}

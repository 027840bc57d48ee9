package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Repository;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several people push at the same time, and one who may not. */
class ManyPushersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void of_two_pushes_to_one_app_one_goes_and_the_other_is_told() {
        var repository = SharedPlatform.somebody().app("popular-place");
        var first = repository.gitCommand("push", "drycc", "master").start();
        var second = repository.gitCommand("push", "drycc", "master:other").start();

        var ends = List.of(first.await(PATIENCE), second.await(PATIENCE));

        var lost = ends.stream().filter(end -> end.exitCode() != 0).toList();
        assertThat(lost).hasSize(1);
        assertThat(lost.getFirst().err()).contains("Another git push is ongoing");
        assertThat(repository.drycc("releases").ok().out())
                .containsPattern("\\sv2\\s")
                .doesNotContainPattern("\\sv3\\s");
    }

    @Test
    void five_apps_pushed_at_once_all_get_their_release() {
        var owner = SharedPlatform.somebody();
        List<Repository> repositories = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> owner.app("crowd-" + n))
                .toList();

        var pushes = repositories.stream()
                .map(repository ->
                        repository.gitCommand("push", "drycc", "master").start())
                .toList();

        for (Command.Running push : pushes) {
            push.await(PATIENCE).ok();
        }
        for (Repository repository : repositories) {
            assertThat(repository.get())
                    .contains("Release v2 on " + repository.app())
                    .endsWith("200");
        }
    }

    @Test
    void someone_without_rights_reads_the_same_as_for_an_app_that_is_not_there() {
        var owned = SharedPlatform.somebody().app("private-garden");
        owned.push().ok();
        var stranger = SharedPlatform.somebody();

        var foreign = stranger.repositoryFor("private-garden").push();
        var missing = stranger.repositoryFor("no-such-garden").push();

        assertThat(foreign.exitCode()).isNotZero();
        assertThat(foreign.err().replace("private-garden", "X"))
                .isEqualTo(missing.err().replace("no-such-garden", "X"));
        assertThat(owned.drycc("releases").ok().out()).doesNotContainPattern("\\sv3\\s");
    }
}

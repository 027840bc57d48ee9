package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Load;
import cc.drycc.e2e.platform.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** 200 requests a second while the app changes under them: not one may fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoFailedRequestIT {

    private static final int PER_SECOND = 200;

    private Repository repository;

    @BeforeAll
    void an_app_serves() {
        repository = SharedPlatform.somebody().app("busy-crossroads");
        repository.push().ok();
    }

    @Test
    void during_deploy_config_scale_restart_and_rollback() {
        var load = new Load(SharedPlatform.get(), repository.app(), "/version", PER_SECOND);
        try (load) {
            repository.commit("version", "2");
            repository.push().ok();
            repository.drycc("config", "set", "A=1").ok();
            repository.drycc("scale", "web=3").ok();
            repository.drycc("ps", "restart", "web").ok();
            repository.drycc("scale", "web=1").ok();
            repository.drycc("rollback", "v2").ok();
        }
        assertThat(load.failures()).isEmpty();
        assertThat(load.sent()).isGreaterThan(PER_SECOND * 2);
    }
}

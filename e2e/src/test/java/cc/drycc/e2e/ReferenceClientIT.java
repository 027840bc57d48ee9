package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.reference.Life;
import cc.drycc.e2e.reference.Life.Step;
import cc.drycc.e2e.reference.Workstation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The life of an app at the unmodified reference command line, which the variable {@link #CLIENT} names. */
class ReferenceClientIT {

    /** Where the binary is; CONTRIBUTING.md says how to build it. */
    private static final String CLIENT = "DRYCC_REFERENCE_CLI";

    @Test
    void an_app_lives_at_the_reference_client() throws Exception {
        var client = System.getenv(CLIENT);
        Assumptions.assumeTrue(client != null, CLIENT + " does not name the reference command line: not tested");
        assertThat(Files.isExecutable(Path.of(client))).as(client).isTrue();
        var platform = SharedPlatform.get();
        var person = SharedPlatform.somebody();
        var workstation = new Workstation(platform, person.repositoryFor("gopher-life"), Path.of(client));
        var filled = Map.of(
                // its git remotes are made of the controller's name: an address of digits would be no name
                "controller", "http://localhost:" + platform.httpPort(),
                "user", person.name(),
                "password", "pass-" + person.name() + "-word");

        int passed = 0;
        var failed = new ArrayList<String>();
        var later = new TreeMap<String, Integer>();
        for (var step : Life.read(filled)) {
            switch (step) {
                case Step.Prepared(var line) -> workstation.run(line).ok();
                case Step.Later(var command, var part) -> later.merge(part, 1, Integer::sum);
                case Step.Typed typed -> {
                    var wrong = workstation.wrong(typed);
                    passed += wrong.isEmpty() ? 1 : 0;
                    wrong.ifPresent(why -> failed.add("$ " + typed.command() + "\n" + why));
                }
            }
        }

        System.out.printf(
                "reference client: %d of %d commands pass; later: %s%n", passed, passed + failed.size(), later);
        assertThat(failed).as(String.join("\n", failed)).isEmpty();
    }
}

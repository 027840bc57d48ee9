package cc.drycc.engine.docker.pods;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.docker.daemon.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of Docker 20.10 and Podman 4.3 with runc 1.1 and crun 1.8. */
class StartFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown | image has no /bin/sh
        failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "serve": executable file not found in $PATH: unknown | image has no serve
        runc: runc create failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: OCI runtime attempted to invoke a command that was not found | image has no /bin/sh
        crun: executable file `serve` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found | image has no serve
        runc: unable to start container process: exec: "/etc/passwd": permission denied: OCI permission denied | /etc/passwd in the image is not executable
        standard_init_linux.go:228: exec user process caused: exec format error | the image's command is no program for this machine (exec format error)
        something else | the container engine could not start it: something else
        """)
    void an_engines_words_become_a_persons(String words, String explained) {
        assertThat(StartFailure.explain(new Refused(500, words))).isEqualTo(explained);
    }
}

package cc.drycc.engine.docker.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final String ID = "47a696cf9124aca3e9422f091b06fe361bde634bd0fbdac558b0b28a626ace0f";

    private static List<String> lines(int added, String... pieces) {
        List<String> lines = new ArrayList<>();
        Transcript transcript = new Transcript(lines::add, added);
        List.of(pieces).forEach(transcript::take);
        transcript.end();
        return lines;
    }

    @Test
    void docker_and_podman_read_the_same() {
        List<String> docker = lines(
                1,
                "Step 1/3 : FROM busybox",
                "\n",
                " ---> bb8b21041f90\n",
                "Step 2/3 : RUN make",
                "\n",
                " ---> Using cache\n",
                " ---> 9b72483a0751\n",
                "Step 3/3 : LABEL a=b",
                "\n",
                " ---> Running in 1d34191ee2b2\n",
                "Removing intermediate container 1d34191ee2b2\n",
                "Successfully built dd045805a005\n",
                "Successfully tagged x/y:1\n");
        List<String> podman = lines(
                1,
                "STEP 1/3: FROM busybox\n",
                "STEP 2/3: RUN make\n",
                "--> Using cache " + ID + "\n",
                "--> 47a696cf912\n",
                "STEP 3/3: LABEL \"a\"=\"b\"\n",
                "COMMIT docker.io/x/y:1\n",
                "--> 00f30ea9366\n",
                "Successfully tagged docker.io/x/y:1\n",
                ID + "\n");

        assertThat(docker)
                .isEqualTo(podman)
                .containsExactly("Step 1/2 : FROM busybox", "Step 2/2 : RUN make", " ---> Using cache");
    }

    @Test
    void stages_of_podman_keep_their_number() {
        assertThat(lines(
                        1,
                        "[1/2] STEP 1/2: FROM busybox AS a\n",
                        "[1/2] STEP 2/2: RUN make\n",
                        "[2/2] STEP 1/3: FROM scratch\n",
                        "[2/2] STEP 2/3: COPY --from=a /x /x\n",
                        "[2/2] STEP 3/3: LABEL \"a\"=\"b\"\n",
                        "[2/2] COMMIT docker.io/x/y:1\n"))
                .containsExactly(
                        "[1/2] Step 1/2 : FROM busybox AS a",
                        "[1/2] Step 2/2 : RUN make",
                        "[2/2] Step 1/2 : FROM scratch",
                        "[2/2] Step 2/2 : COPY --from=a /x /x");
    }

    @Test
    void what_commands_print_comes_through_whole() {
        assertThat(lines(0, "STEP 1/1: RUN x\n", "hal", "f a line\r\n\nlast without end"))
                .containsExactly("Step 1/1 : RUN x", "half a line", "", "last without end");
    }
}

package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.CuttingProxy;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import cc.drycc.storage.AccessKey;
import cc.drycc.storage.EmbeddedS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Storage that breaks and disks that are full while something is built: the pusher reads one line that says which, there is
 * no release, nothing is left, and the next push works. Real parts: an S3 behind a proxy that cuts connections, and small
 * file systems where sources are unpacked and where images are.
 */
class BuildFaultsIT {

    private static final int MIB = 1 << 20;

    @TempDir
    static Path folder;

    private static EmbeddedS3 s3;
    private static CuttingProxy proxy;
    private static Platform platform;
    private static Person person;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root mounts small file systems");
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, AccessKey.generate());
        var endpoint = s3.settings().endpoint();
        proxy = CuttingProxy.to(endpoint.getHost() + ":" + endpoint.getPort());
        platform = Platform.notStarted(Map.of(
                "REGISTRATION_MODE",
                "enabled",
                "DRYCC_ADMIN_USERNAME",
                Platform.ADMIN,
                "DRYCC_ADMIN_PASSWORD",
                Platform.ADMIN_PASSWORD,
                "DRYCC_STORAGE_ENDPOINT",
                "http://" + proxy.host(),
                "DRYCC_STORAGE_ACCESSKEY",
                s3.settings().key().id(),
                "DRYCC_STORAGE_SECRETKEY",
                s3.settings().key().secret()));
        small(platform.home().resolve("work"), 16);
        small(platform.home().resolve("engine"), 96);
        platform.up().ok();
        person = Person.register(platform, "dev");
    }

    private static void small(Path mount, int mib) throws Exception {
        Files.createDirectories(mount);
        Command.of("mount", "-t", "tmpfs", "-o", "size=" + mib + "m,mode=700", "tmpfs", mount.toString())
                .run()
                .ok();
    }

    @AfterAll
    static void stop() throws Exception {
        if (platform != null) {
            platform.workflow("wipe", "--yes");
            for (var mount : new String[] {"work", "engine"}) {
                Command.of("umount", "--lazy", platform.home().resolve(mount).toString())
                        .run();
            }
            platform.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (s3 != null) {
            s3.close();
        }
    }

    @Test
    void storage_that_is_away_or_breaks_off_fails_the_push() {
        var app = person.app("lost-parcel");
        app.push().ok();
        try {
            proxy.cutAfter(0);
            assertThat(refused(app, "away").err())
                    .contains("The object storage failed", "nothing was changed, try again");

            app.write("large", random(4 * MIB));
            proxy.cutAfter(MIB);
            assertThat(refused(app, "broken").err())
                    .contains("The object storage failed", "nothing was changed, try again");
            assertThat(proxy.cuts()).isPositive();
            assertThat(app.version()).as("the release before serves on").isEqualTo("1\n200");
        } finally {
            proxy.heal();
        }
        worksAgain(app);
    }

    @Test
    void a_source_that_does_not_fit_on_the_disk_fails_the_push() {
        var app = person.app("wide-load");
        app.push().ok();

        app.write("large", random(20 * MIB));
        assertThat(refused(app, "too large to pack").err()).containsIgnoringCase("no space left");

        app.write("large", "0".repeat(20 * MIB)); // small when packed
        assertThat(refused(app, "too large to unpack").err())
                .contains("its storage or disk is full or broken; nothing was changed");
        worksAgain(app);
    }

    @Test
    void an_engine_without_space_fails_the_push() {
        var app = person.app("full-house");
        app.push().ok();

        app.write(
                "Dockerfile",
                Repository.DOCKERFILE.replace(
                        "EXPOSE",
                        "RUN [\"/bin/dd\", \"if=/dev/zero\", \"of=/large\", \"bs=1048576\", \"count=200\"]\nEXPOSE"));
        assertThat(refused(app, "too large to make").err()).contains("No space left on device", "Dockerfile line");

        app.write("Dockerfile", Repository.DOCKERFILE);
        worksAgain(app);
    }

    private static Command.Result refused(Repository app, String version) {
        var releases = app.drycc("releases").ok().out();
        app.commit("version", version);
        var push = app.push();
        assertThat(push.exitCode()).as(push.all()).isNotZero();
        assertThat(push.err()).contains("[remote rejected] master -> master").doesNotContain("\tat ");
        assertThat(app.drycc("releases").ok().out()).isEqualTo(releases);
        assertThat(platform.home().resolve("work/builds")).isEmptyDirectory();
        assertThat(platform.home().resolve("work/archives"))
                .isDirectoryNotContaining(file -> !file.endsWith("uploads"));
        return push;
    }

    private static void worksAgain(Repository app) {
        app.write("large", "small");
        app.commit("version", "again");
        app.push().ok();
        assertThat(app.version()).isEqualTo("again\n200");
    }

    /** What no packer makes smaller, or hardly. */
    private static String random(int bytes) {
        var text = new byte[bytes * 3 / 4];
        new Random(7).nextBytes(text);
        return Base64.getEncoder().encodeToString(text);
    }
}

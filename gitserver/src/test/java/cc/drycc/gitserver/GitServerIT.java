package cc.drycc.gitserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cc.drycc.imagebuilder.SourceTurns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The git server used by the real git and ssh (bad-inputs "Git over SSH"). */
class GitServerIT {

    @TempDir
    Path folder;

    private final ScriptedGate gate = new ScriptedGate();
    private GitServer server;
    private Path work;

    @BeforeEach
    void start() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/ssh")))
                .as("OpenSSH client installed")
                .isTrue();
        server = start(GitServerSettings.of(0, folder.resolve("git"), folder.resolve("keys")));
        key("dev", "ed25519", 256);
        gate.allowed.add("dev/hello");
        work = Files.createDirectories(folder.resolve("work"));
        git("init", "-q", "-b", "master").ok();
        git("remote", "add", "drycc", url("hello")).ok();
        commit("Dockerfile", "FROM scratch\n");
    }

    private GitServer start(GitServerSettings settings) {
        return GitServer.start(settings, gate, new SourceTurns());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_push_streams_its_output_and_moves_the_ref() throws Exception {
        var push = git("push", "drycc", "master").ok();

        assertThat(push.err).contains("remote: -----> built master").contains("* [new branch]      master -> master");
        assertThat(gate.pushes).hasSize(1);
        assertThat(gate.pushes.getFirst().pusher().username()).isEqualTo("dev");
        assertThat(remoteHead()).isEqualTo(head());
        assertThat(git("push", "drycc", "master").ok().err).contains("Everything up-to-date");
        assertThat(gate.pushes).hasSize(1);
        fsck();
    }

    @Test
    void output_arrives_while_the_build_goes_on() throws Exception {
        var go = new Semaphore(0);
        gate.work = (push, output) -> {
            output.line("first");
            go.acquire();
            output.line("second");
        };
        var process = process("git", "push", "--progress", "drycc", "master");
        var seen = new StringBuilder();
        while (!seen.toString().contains("first")) {
            int c = process.getErrorStream().read();
            assertThat(c).as(seen.toString()).isNotNegative();
            seen.append((char) c);
        }
        assertThat(seen).doesNotContain("second");
        go.release();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void a_second_push_sends_only_what_is_new_and_a_clone_has_everything() throws Exception {
        byte[] noise = new byte[1 << 20];
        new java.util.Random(1).nextBytes(noise);
        Files.write(work.resolve("blob"), noise);
        commit("a", "1");
        git("push", "drycc", "master").ok();
        commit("a", "2");

        var second = git("push", "--progress", "drycc", "master").ok();

        assertThat(second.err).containsPattern("Total 3 ").doesNotContain("MiB");
        var clone = folder.resolve("clone");
        git("clone", "-q", url("hello"), clone.toString()).ok();
        assertThat(Files.readString(clone.resolve("a"))).isEqualTo("2");
        assertThat(Files.readAllBytes(clone.resolve("blob"))).isEqualTo(noise);
    }

    @Test
    void a_rejected_push_leaves_the_ref_and_no_object() throws Exception {
        git("push", "drycc", "master").ok();
        var before = remoteHead();
        gate.work = (push, output) -> {
            output.line("about to fail");
            throw new PushRejected("line 3 of the Dockerfile failed");
        };
        commit("a", "2");

        var push = git("push", "drycc", "master");

        assertThat(push.exit).isNotZero();
        assertThat(push.err)
                .contains("remote: about to fail")
                .contains("! [remote rejected] master -> master (line 3 of the Dockerfile failed)");
        assertThat(remoteHead()).isEqualTo(before);
        assertThat(incoming()).isEmpty();
        gate.work = (p, o) -> {};
        git("push", "drycc", "master").ok();
        assertThat(remoteHead()).isEqualTo(head());
        fsck();
    }

    static Stream<Throwable> breakages() {
        return Stream.of(new IllegalStateException("secret detail"), new NoClassDefFoundError("secret/Detail"));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void a_platform_that_breaks_says_that_nothing_was_changed(Throwable breakage) throws Exception {
        gate.work = (push, output) -> {
            if (breakage instanceof Error broken) {
                throw broken;
            }
            throw (RuntimeException) breakage;
        };

        var push = git("push", "drycc", "master");

        assertThat(push.exit).isNotZero();
        assertThat(push.err)
                .contains("the platform could not take this push; nothing was changed, try again")
                .doesNotContain("secret");
        gate.work = (p, o) -> {};
        git("push", "drycc", "master").ok();
    }

    @Test
    void one_push_per_app_at_a_time() throws Exception {
        var go = new Semaphore(0);
        gate.work = (push, output) -> go.acquire();
        var first = process("git", "push", "drycc", "master");
        assertThat(gate.started.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        var second = git("push", "drycc", "master:other");
        assertThat(second.exit).isEqualTo(128);
        assertThat(second.err).contains("Another git push is ongoing");
        assertThat(git("ls-remote", "drycc").ok().out).isEmpty();

        go.release();
        assertThat(first.waitFor()).isZero();
    }

    @Test
    void a_client_that_leaves_interrupts_its_build_and_frees_the_turn() throws Exception {
        gate.work = (push, output) -> new Semaphore(0).acquire();
        var first = process("git", "push", "drycc", "master");
        assertThat(gate.started.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();

        assertThat(gate.interrupted.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        gate.work = (push, output) -> {};
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> git("push", "drycc", "master").exit == 0);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void a_right_taken_away_during_the_build_refuses_the_push() throws Exception {
        gate.work = (push, output) -> gate.allowed.clear();

        var push = git("push", "drycc", "master");

        assertThat(push.exit).isNotZero();
        gate.allowed.add("dev/hello");
        assertThat(remoteHead()).isEmpty();
    }

    @Test
    void missing_and_foreign_apps_read_the_same() throws Exception {
        gate.allowed.add("someone/foreign-app");

        var foreign = git("push", url("foreign-app"), "master");
        var missing = git("push", url("missing-app"), "master");

        assertThat(foreign.exit).isNotZero();
        assertThat(foreign.err.replace("foreign-app", "X")).isEqualTo(missing.err.replace("missing-app", "X"));
        assertThat(Files.exists(folder.resolve("git/foreign-app.git"))).isFalse();
    }

    @Test
    void unknown_key_and_password_are_refused() throws Exception {
        key("stranger", "ed25519", 256);
        gate.keys.values().removeIf(pusher -> pusher.username().equals("stranger"));
        identity = "stranger";
        var push = git("push", "drycc", "master");
        assertThat(push.err).contains("Permission denied (publickey)");
    }

    /** OpenSSH shows the first key, is told that it is known, cannot sign with it and goes on to the second. */
    @Test
    void who_shows_one_key_and_signs_with_another_is_the_other() throws Exception {
        Files.copy(folder.resolve("dev.pub"), folder.resolve("shown.pub"));
        shown = Optional.of("shown.pub");
        identity = key("other", "ed25519", 256);
        gate.allowed.add("other/others-app");

        assertThat(git("push", "drycc", "master").exit).isNotZero();
        assertThat(gate.pushes).isEmpty();
        git("push", url("others-app"), "master").ok();
        assertThat(gate.pushes)
                .singleElement()
                .satisfies(push -> assertThat(push.pusher().username()).isEqualTo("other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:1024", "ecdsa:256", "ecdsa:521", "rsa:3072"})
    void key_types(String kind) throws Exception {
        var parts = kind.split(":");
        identity = key("typed", parts[0], Integer.parseInt(parts[1]));
        gate.allowed.add("typed/hello");

        assertThat(git("push", "drycc", "master").exit == 0).isEqualTo(!kind.equals("rsa:1024"));
    }

    static Stream<String> hostileCommands() {
        return Stream.of(
                "git-receive-pack 'hello.git'; id",
                "git-receive-pack --exec=id 'hello.git'",
                "git-receive-pack 'hello.git' && id",
                "git-receive-pack '`id`'",
                "git-receive-pack '$(id)'",
                "git-receive-pack '../hello.git'",
                "git-receive-pack 'hello.git/../hello.git'",
                "git-receive-pack 'a/hello.git'",
                "git-receive-pack 'hello\n.git'",
                "git-upload-archive 'hello.git'",
                "git-shell",
                "scp -t /tmp",
                "id",
                "");
    }

    @ParameterizedTest
    @MethodSource("hostileCommands")
    void every_other_command_is_refused(String command) throws Exception {
        var argv = new ArrayList<>(ssh());
        argv.addAll(List.of("git@127.0.0.1", command));
        var end = run(argv.toArray(String[]::new));

        assertThat(end.exit).isNotZero();
        assertThat(end.out).doesNotContain("uid=");
        assertThat(gate.pushes).isEmpty();
    }

    @Test
    void sftp_and_forwarding_are_refused() throws Exception {
        var argv = new ArrayList<>(ssh());
        argv.addAll(List.of("-s", "git@127.0.0.1", "sftp"));
        assertThat(run(argv.toArray(String[]::new)).exit).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/tags/v1",
                "refs/drycc/x",
                "refs/heads/refs/heads/m",
                "refs/heads/x;id",
                "refs/heads/$(id)",
                "refs/heads/-x",
            })
    void refs_that_are_not_built(String ref) throws Exception {
        var push = git("push", "drycc", "master:" + ref);

        assertThat(push.exit).isNotZero();
        assertThat(gate.pushes).isEmpty();
        assertThat(git("ls-remote", "drycc").ok().out).isEmpty();
    }

    @Test
    void deletions_and_several_branches_are_refused() throws Exception {
        git("push", "drycc", "master").ok();

        assertThat(git("push", "drycc", ":master").err).contains("branches cannot be deleted here");
        commit("a", "2");
        assertThat(git("push", "drycc", "master", "master:two").err).contains("push one branch at a time");
        assertThat(gate.pushes).hasSize(1);
    }

    @Test
    void a_forced_push_of_other_history_is_built() throws Exception {
        git("push", "drycc", "master").ok();
        git("commit", "-q", "--amend", "-m", "rewritten").ok();

        assertThat(git("push", "drycc", "master").exit).isNotZero();
        git("push", "-f", "drycc", "master").ok();
        assertThat(remoteHead()).isEqualTo(head());
    }

    @Test
    void a_linked_procfile_or_an_empty_tree_is_refused() throws Exception {
        Files.createSymbolicLink(work.resolve("Procfile"), Path.of("/proc/self/environ"));
        commit("a", "1");
        assertThat(git("push", "drycc", "master").err).contains("Procfile must be a regular file");

        git("rm", "-q", "-r", ".").ok();
        git("commit", "-q", "-m", "nothing").ok();
        assertThat(git("push", "drycc", "master").err).contains("the commit has no files");
        assertThat(gate.pushes).isEmpty();
    }

    @Test
    void the_clients_environment_is_ignored_but_for_the_protocol() throws Exception {
        var marker = folder.resolve("marker");
        var environment = " -o SetEnv='GIT_DIR=/nonexistent LD_PRELOAD=/x.so GIT_SSH_COMMAND=touch\\ " + marker
                + " GIT_PROTOCOL=version=2'";

        git("-c", "core.sshCommand=" + String.join(" ", ssh()) + environment, "push", "drycc", "master")
                .ok();

        assertThat(marker).doesNotExist();
        assertThat(remoteHead()).isEqualTo(head());
    }

    @Test
    void a_pack_with_a_flipped_byte_is_refused_and_leaves_nothing() throws Exception {
        commit("noise", new java.util.Random(7).ints(20_000).boxed().toList().toString());
        var packed = Files.createDirectories(folder.resolve("packed"));
        var objects = folder.resolve("objects");
        Files.writeString(objects, git("rev-list", "--objects", "HEAD").ok().out);
        var packing = new ProcessBuilder("git", "pack-objects", "-q", packed.resolve("p") + "")
                .directory(work.toFile())
                .redirectInput(objects.toFile())
                .start();
        assertThat(packing.waitFor()).isZero();
        byte[] pack;
        try (var files = Files.newDirectoryStream(packed, "*.pack")) {
            pack = Files.readAllBytes(files.iterator().next());
        }
        pack[pack.length / 2] ^= 0x40;

        var argv = new ArrayList<>(ssh());
        argv.addAll(List.of("git@127.0.0.1", "git-receive-pack 'hello.git'"));
        var client = process(ProcessBuilder.Redirect.PIPE, argv.toArray(String[]::new));
        var ask = "%s %s refs/heads/master\0 report-status\n".formatted("0".repeat(40), head());
        try (var out = client.getOutputStream()) {
            out.write("%04x%s0000".formatted(ask.length() + 4, ask).getBytes(StandardCharsets.UTF_8));
            out.write(pack);
        }
        var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).doesNotContain("ok refs/heads/master").doesNotContain("Exception");
        assertThat(gate.pushes).isEmpty();
        assertThat(incoming()).isEmpty();
        assertThat(git("ls-remote", "drycc").ok().out).isEmpty();
        git("push", "drycc", "master").ok();
        fsck();
    }

    @Test
    void a_pack_over_the_cap_is_refused_and_leaves_nothing() throws Exception {
        server.close();
        var normal = GitServerSettings.of(0, folder.resolve("git"), folder.resolve("keys"));
        server = start(new GitServerSettings(
                normal.host(),
                0,
                normal.repositories(),
                normal.hostKeys(),
                normal.branches(),
                64 << 10,
                normal.maxObjectBytes(),
                normal.maxArchiveBytes(),
                normal.loginTime(),
                normal.stall()));
        git("remote", "set-url", "drycc", url("hello")).ok();
        byte[] noise = new byte[256 << 10];
        new java.util.Random(1).nextBytes(noise);
        Files.write(work.resolve("blob"), noise);
        commit("a", "1");

        var push = git("push", "drycc", "master");

        assertThat(push.exit).isNotZero();
        assertThat(push.err).contains("remote").doesNotContain("Exception");
        assertThat(gate.pushes).isEmpty();
        assertThat(incoming()).isEmpty();
    }

    @Test
    void a_submodule_is_an_empty_folder_and_a_filter_is_not_run() throws Exception {
        var marker = folder.resolve("smudged");
        Files.writeString(work.resolve(".gitattributes"), "* filter=evil\n" + "x".repeat(1 << 20) + " text\n");
        Files.writeString(
                work.resolve(".gitmodules"),
                "[submodule \"m\"]\n\tpath = m\n\turl = ext::sh -c touch% " + marker + "\n");
        git("update-index", "--add", "--cacheinfo", "160000," + head() + ",m").ok();
        git("add", ".gitattributes", ".gitmodules").ok();
        git("commit", "-q", "-m", "with a submodule").ok();
        var entries = new ArrayList<String>();
        gate.work = (push, output) -> {
            try {
                var bytes = new ByteArrayOutputStream();
                push.commit().writeArchive(bytes);
                try (var tar = new TarArchiveInputStream(
                        new GzipCompressorInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())))) {
                    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                        entries.add(entry.getName());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        git("push", "drycc", "master").ok();

        assertThat(entries).containsExactly(".gitattributes", ".gitmodules", "Dockerfile", "m/");
        assertThat(marker).doesNotExist();
    }

    @Test
    void push_options_are_not_offered() throws Exception {
        assertThat(git("push", "-o", "a;b=1", "drycc", "master").exit).isNotZero();
        assertThat(gate.pushes).isEmpty();
    }

    @Test
    void the_archive_is_the_tree_and_reproducible() throws Exception {
        commit("sub/run.sh", "#!/bin/sh\n");
        work.resolve("sub/run.sh").toFile().setExecutable(true);
        Files.createSymbolicLink(work.resolve("link"), Path.of("sub/run.sh"));
        Files.writeString(work.resolve(".gitattributes"), "* export-subst\nDockerfile export-ignore\n");
        commit("version", "$Format:%H$");
        var archives = new ArrayList<byte[]>();
        gate.work = (push, output) -> {
            for (int i = 0; i < 2; i++) {
                var bytes = new ByteArrayOutputStream();
                try {
                    push.commit().writeArchive(bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                archives.add(bytes.toByteArray());
            }
        };

        git("push", "drycc", "master").ok();

        assertThat(archives.get(0)).isEqualTo(archives.get(1));
        var entries = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(
                new GzipCompressorInputStream(new java.io.ByteArrayInputStream(archives.getFirst())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry.getName() + " " + Integer.toOctalString(entry.getMode() & 0777)
                        + (entry.isSymbolicLink() ? " -> " + entry.getLinkName() : "")
                        + (entry.getName().equals("version")
                                ? " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8)
                                : ""));
            }
        }
        assertThat(entries)
                .containsExactly(
                        ".gitattributes 644",
                        "Dockerfile 644",
                        "link 777 -> sub/run.sh",
                        "sub/ 755",
                        "sub/run.sh 755",
                        "version 644 $Format:%H$");
    }

    @Test
    void many_pushes_keep_the_repository_small_and_whole() throws Exception {
        for (int i = 0; i < 25; i++) {
            commit("n", Integer.toString(i));
            git("push", "-q", "drycc", "master").ok();
        }
        try (var packs = Files.list(folder.resolve("git/hello.git/objects/pack"))) {
            assertThat(packs.filter(file -> file.toString().endsWith(".pack")).count())
                    .isLessThan(25);
        }
        fsck();
    }

    @Test
    void what_a_killed_server_left_in_quarantine_is_removed_at_the_next_start() throws Exception {
        server.close();
        Files.createDirectories(folder.resolve("git/.incoming/left-over/objects/pack"));
        server = start(GitServerSettings.of(0, folder.resolve("git"), folder.resolve("keys")));
        assertThat(incoming()).isEmpty();
    }

    @Test
    void host_keys_survive_a_restart_and_are_private() throws Exception {
        var file = folder.resolve("keys/ssh_host_ed25519_key");
        var before = Files.readString(file);
        server.close();
        server = start(GitServerSettings.of(0, folder.resolve("git"), folder.resolve("keys")));
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void silent_connections_do_not_keep_a_push_out() throws Exception {
        var silent = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 500; i++) {
                silent.add(new Socket("127.0.0.1", server.address().getPort()));
            }
            git("push", "drycc", "master").ok();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void control_characters_do_not_reach_the_terminal() throws Exception {
        gate.work = (push, output) -> {
            output.line("a\u001b[2Jb\rc");
            throw new PushRejected("no\u001b[31m\nway");
        };
        var push = git("push", "drycc", "master");
        assertThat(push.err).contains("a?[2Jb?c").contains("(no?[31m?way)");
    }

    @Test
    void a_destroyed_app_loses_its_repository_even_during_a_push() throws Exception {
        gate.work = (push, output) -> new Semaphore(0).acquire();
        var process = process("git", "push", "drycc", "master");
        assertThat(gate.started.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        server.removeRepository(new cc.drycc.engine.AppName("hello"));

        assertThat(process.waitFor()).isNotZero();
        assertThat(Files.exists(folder.resolve("git/hello.git"))).isFalse();
    }

    // ----------------------------------------------------------------------------------------------------------------

    private String identity = "dev";
    private Optional<String> shown = Optional.empty();

    private String key(String name, String type, int bits) throws Exception {
        var file = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", type, "-b", "" + bits, "-N", "", "-f", file.toString())
                .ok();
        var fingerprint = run("ssh-keygen", "-l", "-E", "sha256", "-f", file + ".pub")
                .ok()
                .out
                .split(" ")[1];
        gate.keys.put(fingerprint, new Pusher(name, "laptop"));
        return name;
    }

    private List<String> ssh() {
        return List.of(
                "ssh",
                "-p",
                "" + server.address().getPort(),
                "-i",
                folder.resolve(shown.orElse(identity)).toString(),
                "-i",
                folder.resolve(identity).toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR");
    }

    private String url(String app) {
        return "ssh://git@127.0.0.1:" + server.address().getPort() + "/" + app + ".git";
    }

    private void commit(String file, String text) throws Exception {
        Files.createDirectories(work.resolve(file).getParent());
        Files.writeString(work.resolve(file), text);
        git("add", "-A").ok();
        git("commit", "-q", "-m", "change").ok();
    }

    private String head() throws Exception {
        return git("rev-parse", "HEAD").ok().out.strip();
    }

    private String remoteHead() throws Exception {
        return git("ls-remote", "drycc", "refs/heads/master").ok().out.split("\\s")[0];
    }

    private List<Path> incoming() throws IOException {
        var quarantine = folder.resolve("git/.incoming");
        if (!Files.exists(quarantine)) {
            return List.of();
        }
        try (var files = Files.list(quarantine)) {
            return files.toList();
        }
    }

    private void fsck() throws Exception {
        run("git", "-C", folder.resolve("git/hello.git").toString(), "fsck", "--strict")
                .ok();
    }

    private record End(int exit, String out, String err) {

        End ok() {
            assertThat(exit).as(out + err).isZero();
            return this;
        }
    }

    private End git(String... arguments) throws Exception {
        var argv = new ArrayList<String>(List.of("git"));
        argv.addAll(List.of(arguments));
        return run(argv.toArray(String[]::new));
    }

    private End run(String... argv) throws Exception {
        var process = process(argv);
        var err = new java.io.StringWriter();
        var reader = Thread.startVirtualThread(() -> {
            try {
                err.write(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        reader.join();
        return new End(process.exitValue(), out, err.toString());
    }

    private Process process(String... argv) throws IOException {
        return process(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")), argv);
    }

    private Process process(ProcessBuilder.Redirect input, String... argv) throws IOException {
        var builder = new ProcessBuilder(argv)
                .directory(work == null ? folder.toFile() : work.toFile())
                .redirectInput(input);
        var environment = builder.environment();
        if (server != null) {
            environment.put("GIT_SSH_COMMAND", String.join(" ", ssh()));
        }
        environment.put("HOME", folder.toString());
        environment.put("GIT_AUTHOR_NAME", "dev");
        environment.put("GIT_AUTHOR_EMAIL", "dev@example.com");
        environment.put("GIT_COMMITTER_NAME", "dev");
        environment.put("GIT_COMMITTER_EMAIL", "dev@example.com");
        return builder.start();
    }
}

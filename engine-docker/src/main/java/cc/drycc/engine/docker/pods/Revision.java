package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the pods of a workload run, as a hash: everything but the number of pods, the rollout and the grace. Pods of the
 * same revision are interchangeable; another revision means new pods. The encoding must not change between versions of
 * the platform, or an upgrade would replace every pod.
 *
 * @param value 64 hexadecimal digits
 */
record Revision(String value) {

    static Revision of(Workload workload) {
        StringBuilder canon = new StringBuilder("1");
        add(canon, workload.ref());
        add(canon, workload.release());
        add(canon, workload.image());
        addAll(canon, workload.entrypoint());
        addAll(canon, workload.command());
        Map<String, String> env = new TreeMap<>(workload.env());
        add(canon, env.size());
        env.forEach((name, value) -> {
            add(canon, name);
            add(canon, value);
        });
        add(canon, workload.port().isPresent() ? workload.port().getAsInt() : 0);
        add(canon, ProbeLabel.write(workload.probes()));
        add(canon, workload.resources().memoryBytes());
        add(canon, workload.resources().cpuMillis());
        add(canon, workload.resources().pids());
        String lifecycle = LifecycleLabel.write(workload.lifecycle());
        if (!lifecycle.isEmpty()) { // came later: workloads without one keep the revision they had
            add(canon, lifecycle);
        }
        return new Revision(sha256(canon.toString()));
    }

    /** The ten digits that pod names show (seed 5.5). */
    String shown() {
        return value.substring(0, 10);
    }

    private static void addAll(StringBuilder canon, Iterable<String> parts) {
        parts.forEach(part -> add(canon, part));
        canon.append(';');
    }

    /** Length before value, so that no two different lists look the same. */
    private static void add(StringBuilder canon, Object part) {
        String text = part.toString();
        canon.append(text.length()).append(':').append(text);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

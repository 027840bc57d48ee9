package cc.drycc.controller.healthchecks;

import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.SectionRule;
import cc.drycc.engine.Lifecycle;
import cc.drycc.engine.ProcessType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lifecycle of a config: {@code stopSignal}, {@code postStart} and {@code preStop} of each process type. */
public final class Lifecycles implements SectionRule {

    private static final String STOP_SIGNAL = "stopSignal";
    private static final String POST_START = "postStart";
    private static final String PRE_STOP = "preStop";
    private static final String SLEEP = "sleep";
    private static final int LONGEST_SLEEP = 86_400;

    /** Those of Kubernetes' list that ask a process to end. */
    private static final Set<String> SIGNALS = Set.of(
            "SIGTERM",
            "SIGINT",
            "SIGQUIT",
            "SIGHUP",
            "SIGUSR1",
            "SIGUSR2",
            "SIGWINCH",
            "SIGKILL",
            "SIGABRT",
            "SIGRTMIN+3");

    /** The lifecycle of a process type. */
    public static Lifecycle of(ConfigState config, ProcessType type) {
        if (!(config.section(ConfigSection.LIFECYCLE).get(type.value()) instanceof Map<?, ?> hooks)) {
            return Lifecycle.NONE;
        }
        return new Lifecycle(
                Optional.ofNullable(hooks.get(STOP_SIGNAL)).map(String::valueOf).orElse(Lifecycle.NONE.stopSignal()),
                Optional.ofNullable(hooks.get(POST_START)).map(json -> hook(POST_START, json)),
                Optional.ofNullable(hooks.get(PRE_STOP)).map(json -> hook(PRE_STOP, json)));
    }

    @Override
    public ConfigSection section() {
        return ConfigSection.LIFECYCLE;
    }

    @Override
    public Object check(String type, String key, Object value) {
        try {
            return switch (key) {
                case STOP_SIGNAL -> signal(type, value);
                case POST_START, PRE_STOP -> json(hook(key, value));
                default ->
                    throw invalid(
                            "%s: a lifecycle has %s, %s and %s".formatted(type, STOP_SIGNAL, POST_START, PRE_STOP));
            };
        } catch (Fields.Wrong e) {
            throw invalid(type + " " + e.getMessage());
        }
    }

    private String signal(String type, Object value) {
        if (value instanceof String name && SIGNALS.contains(name)) {
            return name;
        }
        throw invalid("%s: %s must be one of %s"
                .formatted(
                        type,
                        STOP_SIGNAL,
                        String.join(", ", SIGNALS.stream().sorted().toList())));
    }

    private static Lifecycle.Hook hook(String name, Object json) {
        var fields = Fields.of(name, json).only(Set.of("exec", "httpGet", "tcpSocket", SLEEP));
        if (!fields.has(SLEEP)) {
            return new Lifecycle.Hook.Act(ProbeFields.check(fields));
        }
        if (fields.map().size() > 1) {
            throw new Fields.Wrong(name + ": exactly one of exec, httpGet, sleep, tcpSocket is required.");
        }
        var sleep = fields.object(SLEEP).only(Set.of("seconds"));
        return new Lifecycle.Hook.Sleep(Duration.ofSeconds(sleep.number("seconds", 0, LONGEST_SLEEP, 0)));
    }

    private static Map<String, Object> json(Lifecycle.Hook hook) {
        return switch (hook) {
            case Lifecycle.Hook.Act act -> ProbeFields.json(act.action());
            case Lifecycle.Hook.Sleep sleep ->
                Map.of(SLEEP, Map.of("seconds", sleep.time().toSeconds()));
        };
    }
}

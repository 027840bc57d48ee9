package cc.drycc.controller.limits;

import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.SectionRule;
import cc.drycc.controller.nodes.Node;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Resources;
import java.util.List;
import java.util.Optional;

/** Which limits there can be, and what they come to: a plan, or memory and CPU each by itself, which win over a plan. */
public final class Limits {

    /** Below this neither engine starts a container. */
    private static final long LEAST_MEMORY = 6L << 20;

    private static final long LEAST_CPU = 10;

    private Limits() {}

    /** The rules of the three sections about limits. */
    public static List<SectionRule> rules(Node node) {
        return List.of(new PlanRule(node), new MemoryRule(node), new CpuRule(node));
    }

    /** What a pod of that process type may use at most. */
    public static Resources of(ConfigState config, ProcessType type) {
        var plan = text(config, ConfigSection.LIMITS, type).flatMap(Plans::find);
        long memory = text(config, ConfigSection.MEMORY, type)
                .map(text -> Quantity.memory(text).orElse(0))
                .orElse(plan.map(Plan::memoryBytes).orElse(0L));
        long cpu = text(config, ConfigSection.CPU, type)
                .map(text -> Quantity.cpuMillis(text).orElse(0))
                .orElse(plan.map(each -> each.cpus() * 1_000L).orElse(0L));
        return new Resources(memory, (int) cpu, Resources.DEFAULT.pids());
    }

    private static Optional<String> text(ConfigState config, ConfigSection section, ProcessType type) {
        return Optional.ofNullable(config.section(section).get(type.value())).map(String::valueOf);
    }

    private static String has(Node node) {
        return "this machine has %d CPUs and %d GiB".formatted(node.cpus(), node.memoryBytes() >> 30);
    }

    private record PlanRule(Node node) implements SectionRule {
        @Override
        public ConfigSection section() {
            return ConfigSection.LIMITS;
        }

        @Override
        public Object check(String type, String key, Object value) {
            var plan = Plans.find(String.valueOf(value))
                    .filter(found -> value instanceof String)
                    .orElseThrow(() -> invalid(
                            value instanceof String text && text.length() <= 63
                                    ? "The limit plan %s does not exist; see drycc limits plans".formatted(text)
                                    : "Expected the name of a plan; see drycc limits plans"));
            if (!LimitRoutes.fits(plan, node)) {
                throw invalid("The limit plan %s needs %d CPUs and %d GiB; %s"
                        .formatted(plan.id(), plan.cpus(), plan.memoryGib(), has(node)));
            }
            return plan.id();
        }
    }

    private record MemoryRule(Node node) implements SectionRule {
        @Override
        public ConfigSection section() {
            return ConfigSection.MEMORY;
        }

        @Override
        public Object check(String type, String key, Object value) {
            var text = String.valueOf(value).strip();
            long bytes = Quantity.memory(text)
                    .orElseThrow(() ->
                            invalid(type + ": Limit format: <number><unit>, where unit = B, K, M or G, such as 512M"));
            if (bytes < LEAST_MEMORY || bytes > node.memoryBytes()) {
                throw invalid("%s: memory must be from 6M to what the machine has; %s".formatted(type, has(node)));
            }
            return text;
        }
    }

    private record CpuRule(Node node) implements SectionRule {
        @Override
        public ConfigSection section() {
            return ConfigSection.CPU;
        }

        @Override
        public Object check(String type, String key, Object value) {
            var text = String.valueOf(value).strip();
            long millis = Quantity.cpuMillis(text)
                    .orElseThrow(() -> invalid(
                            type + ": CPU limit format: <value>, in cores or thousandths, such as 0.5 or 500m"));
            if (millis < LEAST_CPU || millis > node.cpus() * 1_000L) {
                throw invalid("%s: CPU must be from 10m to what the machine has; %s".formatted(type, has(node)));
            }
            return text;
        }
    }
}

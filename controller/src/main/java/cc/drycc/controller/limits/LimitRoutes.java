package cc.drycc.controller.limits;

import cc.drycc.api.LimitPlan;
import cc.drycc.api.LimitSpec;
import cc.drycc.api.Listing;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.nodes.Node;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/limits}: the plans there are; those larger than the machine are shown as disabled. */
@RestController
@RequestMapping("/v2/limits")
public final class LimitRoutes {

    private static final List<String> KEYWORDS = List.of("std1", "universal", "cpu", "shared");

    private final Node node;

    public LimitRoutes(Node node) {
        this.node = node;
    }

    static boolean fits(Plan plan, Node node) {
        return plan.cpus() <= node.cpus() && plan.memoryBytes() <= node.memoryBytes();
    }

    @GetMapping("/specs")
    Listing<LimitSpec> specs(User user, PageRequest page, @RequestParam(defaultValue = "") String keywords) {
        var wanted = List.of(keywords.toLowerCase(Locale.ROOT).split("[, ]+"));
        boolean matches = keywords.isBlank() || KEYWORDS.containsAll(wanted);
        return page.slice(matches ? List.of(spec()) : List.of());
    }

    @GetMapping("/plans")
    Listing<LimitPlan> plans(
            User user,
            PageRequest page,
            @RequestParam(name = "spec-id", defaultValue = "") String spec,
            @RequestParam(defaultValue = "") String cpu,
            @RequestParam(defaultValue = "") String memory) {
        var found = Plans.ALL.stream()
                .filter(plan -> spec.isEmpty() || spec.equals(Plans.SPEC))
                .filter(is("cpu", cpu, Plan::cpus))
                .filter(is("memory", memory, Plan::memoryGib))
                .map(this::plan)
                .toList();
        return page.slice(found);
    }

    @GetMapping("/plans/{id}")
    LimitPlan plan(User user, @PathVariable String id) {
        return Plans.find(id)
                .map(this::plan)
                .orElseThrow(() -> new Problem.NotFound("No LimitPlan matches the given query."));
    }

    private static Predicate<Plan> is(String field, String wanted, ToIntFunction<Plan> size) {
        if (wanted.isEmpty()) {
            return plan -> true;
        }
        if (!wanted.matches("[0-9]{1,5}")) {
            throw new Problem.InvalidField(field, "A whole number is required.");
        }
        return plan -> size.applyAsInt(plan) == Integer.parseInt(wanted);
    }

    private LimitPlan plan(Plan plan) {
        return new LimitPlan(
                plan.id(), spec(), plan.cpus(), plan.memoryGib(), Map.of("gpu", 1, "network", 1), !fits(plan, node));
    }

    private LimitSpec spec() {
        return new LimitSpec(
                Plans.SPEC,
                Map.of(
                        "name", "Universal CPU",
                        "cores", node.cpus(),
                        "clock", "shared",
                        "boost", "shared",
                        "threads", node.cpus()),
                Map.of("size", (node.memoryBytes() >> 30) + " GiB", "type", "shared"),
                Map.of(
                        "gpu",
                        Map.of(
                                "name", "Integrated GPU",
                                "tmus", 0,
                                "rops", 0,
                                "cores", 0,
                                "memory", Map.of("size", "shared", "type", "shared")),
                        "network",
                        "shared"),
                KEYWORDS,
                false);
    }
}

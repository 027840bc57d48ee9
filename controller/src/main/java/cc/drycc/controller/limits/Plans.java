package cc.drycc.controller.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plans there are: 1 to 32 cores with 1, 2, 4 or 8 GiB each, as in the seed's table (5.13). */
public final class Plans {

    /** The spec all plans are cut from. */
    public static final String SPEC = "std1";

    private static final int MOST_CPUS = 32;
    private static final int MOST_GIB_PER_CPU = 8;

    /** All of them, the smallest first. */
    public static final List<Plan> ALL = all();

    private Plans() {}

    private static List<Plan> all() {
        var plans = new ArrayList<Plan>();
        for (int cpus = 1; cpus <= MOST_CPUS; cpus *= 2) {
            for (int each = 1; each <= MOST_GIB_PER_CPU; each *= 2) {
                plans.add(new Plan("%s.large.c%dm%d".formatted(SPEC, cpus, cpus * each), cpus, cpus * each));
            }
        }
        return List.copyOf(plans);
    }

    /** The plan of that name. */
    public static Optional<Plan> find(String id) {
        return ALL.stream().filter(plan -> plan.id().equals(id)).findFirst();
    }
}

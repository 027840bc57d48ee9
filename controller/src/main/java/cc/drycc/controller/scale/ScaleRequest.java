package cc.drycc.controller.scale;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wanted numbers of a request body such as {@code {"web": 3}}.
 *
 * @param wanted pods by process type, at least one, each from 0 to {@link ScaleApp#MOST_PODS}
 */
public record ScaleRequest(Map<ProcessType, Integer> wanted) {

    public ScaleRequest {
        wanted = Map.copyOf(wanted);
    }

    /**
     * Reads the numbers as JSON gave them.
     *
     * @throws Problem.InvalidField naming the process type that is wrong
     */
    public static ScaleRequest of(Map<String, @Nullable Object> body) {
        if (body.isEmpty()) {
            throw new Problem.Refused("name at least one process type, for example {\"web\": 2}");
        }
        var wanted = new TreeMap<ProcessType, Integer>();
        body.forEach((type, count) -> wanted.put(type(type), count(type, count)));
        return new ScaleRequest(wanted);
    }

    private static ProcessType type(String name) {
        if (name.equals("run")) {
            throw new Problem.Refused("Cannot set scale for reserved types, process type is: run");
        }
        if (!ProcessType.isValid(name)) {
            // Not echoed: it may be anything.
            throw new Problem.Refused(
                    "Container type does not exist in application: use a-z (lowercase), 0-9 and hyphens");
        }
        return new ProcessType(name);
    }

    private static int count(String type, @Nullable Object count) {
        var number = switch (count) {
            case Integer i -> BigInteger.valueOf(i);
            case Long l -> BigInteger.valueOf(l);
            case BigInteger big -> big;
            case null, default -> BigInteger.valueOf(-1);
        };
        if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(ScaleApp.MOST_PODS)) > 0) {
            throw new Problem.InvalidField(
                    type, "Invalid scaling format: must be a whole number from 0 to " + ScaleApp.MOST_PODS);
        }
        return number.intValue();
    }
}

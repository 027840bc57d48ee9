package cc.drycc.controller.limits;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: memory {@code 512M}, {@code 1Gi}, {@code 1.5G} (all by 1024, as the reference's client means
 * them), CPU {@code 500m}, {@code 0.5}, {@code 2}. {@code request/limit} is understood; only the limit counts here.
 */
final class Quantity {

    private static final Pattern MEMORY = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([BKMGT]?)(?:I?B?)");
    private static final Pattern CPU = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)(m?)");

    private Quantity() {}

    /** Bytes; empty when the text is no size. */
    static OptionalLong memory(String text) {
        var matcher = MEMORY.matcher(limit(text).toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : "BKMGT".indexOf(matcher.group(2));
        var bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        return OptionalLong.of(bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    /** Thousandths of a core; empty when the text is no size. */
    static OptionalLong cpuMillis(String text) {
        var matcher = CPU.matcher(limit(text));
        if (!matcher.matches()
                || (!matcher.group(2).isEmpty() && matcher.group(1).contains("."))) {
            return OptionalLong.empty();
        }
        var number = new BigDecimal(matcher.group(1));
        return OptionalLong.of((matcher.group(2).isEmpty() ? number.movePointRight(3) : number).longValue());
    }

    private static String limit(String text) {
        return text.substring(text.indexOf('/') + 1).strip();
    }
}

package cc.drycc.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** How much the log says ({@code DEBUG}, seed 6.1). */
public enum LogDetail {
    /** What happened; the default. */
    EVENTS,
    /** What was met on the way as well. */
    DEBUG;

    /** Only {@code DEBUG=true} asks for more: other programs know a variable of this name, with other values. */
    public static LogDetail from(Map<String, String> environment) {
        return environment.getOrDefault("DEBUG", "").strip().equalsIgnoreCase("true") ? DEBUG : EVENTS;
    }

    /** Makes it so, for what is ours. */
    void apply() {
        var level = switch (this) {
            case EVENTS -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
        ((Logger) LoggerFactory.getLogger("cc.drycc")).setLevel(level);
    }
}

package cc.drycc.controller.config;

import java.util.Arrays;
import java.util.Optional;

/** What a config holds for process types beside values; each by process type (reference client, "Routes and fields"). */
public enum ConfigSection {
    VALUES_REFS("values_refs", Form.LIST),
    LIMITS("limits", Form.SCALAR),
    MEMORY("memory", Form.SCALAR),
    CPU("cpu", Form.SCALAR),
    TERMINATION_GRACE_PERIOD("termination_grace_period", Form.SCALAR),
    TAGS("tags", Form.MAP),
    REGISTRY("registry", Form.MAP),
    HEALTHCHECK("healthcheck", Form.MAP),
    LIFECYCLE("lifecycle", Form.MAP);

    /** What a process type has in a section. */
    enum Form {
        /** One text. */
        SCALAR,
        /** Names, in order. */
        LIST,
        /** Named things, each set and unset by itself. */
        MAP
    }

    private final String wire;
    private final Form form;

    ConfigSection(String wire, Form form) {
        this.wire = wire;
        this.form = form;
    }

    /** The name in requests, answers and the database. */
    public String wire() {
        return wire;
    }

    Form form() {
        return form;
    }

    /** The section of that name. */
    static Optional<ConfigSection> ofWire(String name) {
        return Arrays.stream(values())
                .filter(section -> section.wire.equals(name))
                .findFirst();
    }
}

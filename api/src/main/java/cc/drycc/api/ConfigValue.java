package cc.drycc.api;

/** One value of a config in the later client's shape. */
public sealed interface ConfigValue {

    /** The name of the environment variable. */
    String name();

    /** Its text, secret. */
    String value();

    /**
     * A value of a group.
     *
     * @param group its name; {@code global} is for every process type
     */
    record OfGroup(String name, String value, String group) implements ConfigValue {

        /** Without the value: it is secret. */
        @Override
        public String toString() {
            return "ConfigValue[" + name + " of " + group + "]";
        }
    }

    /**
     * A value of one process type.
     *
     * @param ptype the only one that gets it
     */
    record OfType(String name, String value, String ptype) implements ConfigValue {

        /** Without the value: it is secret. */
        @Override
        public String toString() {
            return "ConfigValue[" + name + " of " + ptype + "]";
        }
    }
}

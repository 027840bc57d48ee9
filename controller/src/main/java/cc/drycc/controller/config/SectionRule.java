package cc.drycc.controller.config;

import cc.drycc.controller.problems.Problem;

/** What one section of a config may hold. */
public interface SectionRule {

    /** The section this rule is for. */
    ConfigSection section();

    /**
     * Checks one thing somebody wants to set, and returns it as it is kept.
     *
     * @param type whose, checked
     * @param key the name of the thing; empty in a section that has one text for each process type
     * @param value from JSON, never null
     * @throws Problem.InvalidField saying what is wrong
     */
    Object check(String type, String key, Object value);

    /**
     * Checks what a process type has when the change is made.
     *
     * @throws Problem when that cannot be
     */
    default void checkWhole(String type, Object entry) {}

    /** The refusal of a value. */
    default Problem.InvalidField invalid(String message) {
        return new Problem.InvalidField(section().wire(), message);
    }
}

package cc.drycc.controller.config;

import cc.drycc.engine.ProcessType;

/** Whose environment a value belongs to (seed 5.6): a group of values, or one process type. */
public sealed interface Scope extends Comparable<Scope> {

    /** Values under a name; those of {@code global} are for everyone, others for the process types they are attached to. */
    record Group(String name) implements Scope {

        /** The group every process type gets without being attached. */
        public static final Group GLOBAL = new Group("global");
    }

    /** Values of one process type only; they win over those of groups. */
    record ForType(ProcessType type) implements Scope {}

    /** The name of the group or the process type. */
    default String label() {
        return switch (this) {
            case Group group -> group.name();
            case ForType only -> only.type().value();
        };
    }

    /** Global first, then the other groups, then the process types. */
    @Override
    default int compareTo(Scope other) {
        int byRank = Integer.compare(rank(this), rank(other));
        return byRank != 0 ? byRank : label().compareTo(other.label());
    }

    private static int rank(Scope scope) {
        return switch (scope) {
            case Group group -> group.equals(Group.GLOBAL) ? 0 : 1;
            case ForType type -> 2;
        };
    }
}

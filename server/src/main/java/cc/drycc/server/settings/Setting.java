package cc.drycc.server.settings;

/**
 * One environment variable.
 *
 * @param name of the variable
 * @param otherwise the value it has when it is not set, as it would be written; empty for none
 * @param unit what a number counts; empty for anything else
 * @param meaning one sentence for the operator, in Markdown
 * @param origin where it comes from
 * @param content whether the value may be shown
 */
public record Setting(String name, String otherwise, String unit, String meaning, Origin origin, Content content) {

    /** Where a setting comes from. */
    public enum Origin {
        /** The documents of Drycc Workflow: name, meaning and default are theirs. */
        DRYCC,
        /** This platform's own. */
        OURS
    }

    /** Whether a value may be shown. */
    public enum Content {
        PLAIN,
        /** Never shown or logged. */
        SECRET
    }

    /** A setting of Drycc Workflow. */
    static Setting drycc(String name, String otherwise, String unit, String meaning) {
        return new Setting(name, otherwise, unit, meaning, Origin.DRYCC, Content.PLAIN);
    }

    /** A setting of this platform. */
    static Setting ours(String name, String otherwise, String unit, String meaning) {
        return new Setting(name, otherwise, unit, meaning, Origin.OURS, Content.PLAIN);
    }

    /** The same, never to be shown. */
    Setting secret() {
        return new Setting(name, otherwise, unit, meaning, origin, Content.SECRET);
    }

    /** A value as it may be shown. */
    public String shown(String value) {
        return content == Content.SECRET && !value.isEmpty() ? "********" : value;
    }
}

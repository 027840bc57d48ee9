package cc.drycc.imagebuilder;

/**
 * An add-on that is not used.
 *
 * @param file its file name
 * @param reason why, one line for the operator
 */
public record SkippedAddon(String file, String reason) {}

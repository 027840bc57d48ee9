package cc.drycc.api;

/**
 * A way to make images from source code.
 *
 * @param name what {@code DRYCC_STACK} calls it; of one that is not used its file's name
 * @param version of it, may be empty
 * @param supports what it builds, may be empty
 * @param origin {@code built-in}, {@code jar} or {@code program}; {@code skipped} when it is not used
 * @param file the add-on's file name; empty for a built-in
 * @param problem why it is not used; only administrators see those
 */
public record Builder(String name, String version, String supports, String origin, String file, String problem) {}

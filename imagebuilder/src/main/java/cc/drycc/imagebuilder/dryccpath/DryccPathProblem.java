package cc.drycc.imagebuilder.dryccpath;

/** A {@code .drycc} folder that cannot be used. The message is one line that names the file, and the line or the field. */
public final class DryccPathProblem extends Exception {

    private static final long serialVersionUID = 1L;

    public DryccPathProblem(String message) {
        super(message);
    }
}

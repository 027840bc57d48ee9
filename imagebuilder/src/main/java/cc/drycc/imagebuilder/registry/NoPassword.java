package cc.drycc.imagebuilder.registry;

/** The registry's password is not to be had now. The message is for the person who pushed: it names the setting only. */
public final class NoPassword extends Exception {

    private static final long serialVersionUID = 1L;

    NoPassword(String reason) {
        super(reason);
    }
}

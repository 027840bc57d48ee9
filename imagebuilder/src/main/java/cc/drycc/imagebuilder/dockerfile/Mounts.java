package cc.drycc.imagebuilder.dockerfile;

/** What a builder can mount into a {@code RUN}, beside files of the source. */
public enum Mounts {
    /** Nothing. */
    NONE,
    /** Values of the app's config: {@code --mount=type=secret,id=NAME}. */
    SECRETS,
    /** Those, and an agent that signs with the app's {@code SSH_KEY}: {@code --mount=type=ssh}. */
    SECRETS_AND_SSH
}

package cc.drycc.gitserver;

/** What a git command does to a repository. */
public enum GitAccess {
    /** {@code git-upload-pack}: fetch, clone. */
    READ,
    /** {@code git-receive-pack}: push. */
    WRITE
}

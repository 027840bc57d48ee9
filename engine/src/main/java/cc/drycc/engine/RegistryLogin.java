package cc.drycc.engine;

/**
 * Who fetches an image.
 *
 * @param username as for {@code docker login}
 * @param password or token, secret
 */
public record RegistryLogin(String username, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "RegistryLogin[" + username + "]";
    }
}

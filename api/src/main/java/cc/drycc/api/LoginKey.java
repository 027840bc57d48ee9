package cc.drycc.api;

/**
 * Answer to {@code POST /v2/auth/login/} without name and password: somebody is to log in with a browser at
 * {@code /v2/login/drycc/?key=KEY}; the client asks {@code GET /v2/auth/token/KEY/} meanwhile, which is 404 until then.
 *
 * @param key good for one login within ten minutes; it is a secret of that client
 */
public record LoginKey(String key) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "LoginKey[]";
    }
}

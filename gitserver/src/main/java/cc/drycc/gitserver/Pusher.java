package cc.drycc.gitserver;

/**
 * The person whose key signed.
 *
 * @param username the account's name
 * @param keyId the name the person gave the key
 */
public record Pusher(String username, String keyId) {}

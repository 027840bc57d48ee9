package cc.drycc.buildservice.clients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tokens the operator lists: {@code ci=TOKEN,alice=TOKEN}. Only their hashes are kept. Without any the door is open. */
public final class TokenList implements Clients {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}");
    private static final int SHORTEST = 16;

    private final Map<String, byte[]> hashes = new LinkedHashMap<>();

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException saying what is wrong; no token is quoted
     */
    public TokenList(String list) {
        for (String entry : list.split(",")) {
            if (!entry.isBlank()) {
                add(entry.strip().split("=", 2));
            }
        }
    }

    private void add(String[] parts) {
        if (parts.length != 2 || !NAME.matcher(parts[0]).matches() || parts[0].equals(Client.ANYBODY)) {
            throw new IllegalArgumentException("tokens are listed as NAME=TOKEN,NAME=TOKEN");
        }
        if (parts[1].length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "the token of " + parts[0] + " is shorter than " + SHORTEST + " characters");
        }
        if (hashes.put(parts[0], hash(parts[1])) != null) {
            throw new IllegalArgumentException(parts[0] + " is listed twice");
        }
    }

    @Override
    public Door door() {
        return hashes.isEmpty() ? Door.OPEN : Door.LOCKED;
    }

    /** Looks at all of them, so that the time it takes tells nothing. */
    @Override
    public Optional<String> identify(String token) {
        var hash = hash(token);
        Optional<String> found = Optional.empty();
        for (var entry : hashes.entrySet()) {
            if (MessageDigest.isEqual(entry.getValue(), hash)) {
                found = Optional.of(entry.getKey());
            }
        }
        return found;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "TokenList" + hashes.keySet();
    }
}

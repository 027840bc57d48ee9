package cc.drycc.controller.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tokens in the database, as SHA-256 only: who reads the database cannot use them. */
public final class Tokens {

    private static final String USABLE = " and u.is_active and (t.expires is null or t.expires > now())";
    private static final int BYTES = 64;
    private static final int SHOWN = 14;
    private static final int LONGEST = 256;

    private final JdbcClient db;
    private final SecureRandom random = new SecureRandom();

    public Tokens(JdbcClient db) {
        this.db = db;
    }

    /** Makes a token of 512 random bits that does not expire; the owner's expired ones are forgotten. */
    public MintedToken mint(User owner, String alias) {
        db.sql("delete from tokens where user_id = :user and expires < now()")
                .param("user", owner.id())
                .update();
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        var uuid = UUID.randomUUID();
        db.sql("""
                        insert into tokens (uuid, user_id, hash, alias, fuzzy_key)
                        values (:uuid, :user, :hash, :alias, :fuzzy)
                        """)
                .param("uuid", uuid)
                .param("user", owner.id())
                .param("hash", hash(secret))
                .param("alias", alias)
                .param("fuzzy", secret.substring(0, SHOWN) + "..." + secret.substring(secret.length() - SHOWN))
                .update();
        return new MintedToken(uuid, secret);
    }

    /** Whose token this is; empty when it is nobody's, or theirs who may not come in any more. */
    public Optional<SignedIn> find(String secret) {
        if (secret.length() > LONGEST) {
            return Optional.empty();
        }
        return db.sql("select t.uuid as token, " + Users.columns()
                        + " from tokens t join users u on u.id = t.user_id where t.hash = :hash" + USABLE)
                .param("hash", hash(secret))
                .query((rs, row) -> new SignedIn(Users.row(rs, row), rs.getObject("token", UUID.class)))
                .optional();
    }

    /** Whose token this is, as {@link #find(String)}, for who came with it a while ago. */
    public Optional<SignedIn> find(UUID token) {
        return db.sql("select t.uuid as token, " + Users.columns()
                        + " from tokens t join users u on u.id = t.user_id where t.uuid = :uuid" + USABLE)
                .param("uuid", token)
                .query((rs, row) -> new SignedIn(Users.row(rs, row), rs.getObject("token", UUID.class)))
                .optional();
    }

    /** Names a token. */
    public void setAlias(UUID token, String alias) {
        db.sql("update tokens set alias = :alias, updated = now() where uuid = :uuid")
                .param("alias", alias)
                .param("uuid", token)
                .update();
    }

    /** Has a token expire so long from now. */
    public void setLife(UUID token, Duration life) {
        db.sql(
                        "update tokens set expires = now() + make_interval(secs => :seconds), updated = now() where uuid = :uuid")
                .param("seconds", life.toSeconds())
                .param("uuid", token)
                .update();
    }

    /** Somebody's tokens, newest first. */
    public List<Token> page(User owner, int limit, int offset) {
        return db.sql("""
                        select * from tokens where user_id = :user order by created desc, uuid limit :limit offset :offset
                        """)
                .param("user", owner.id())
                .param("limit", limit)
                .param("offset", offset)
                .query((rs, row) -> new Token(
                        rs.getObject("uuid", UUID.class),
                        owner.username(),
                        rs.getString("alias"),
                        rs.getString("fuzzy_key"),
                        rs.getTimestamp("created").toInstant(),
                        rs.getTimestamp("updated").toInstant(),
                        Optional.ofNullable(rs.getTimestamp("expires")).map(Timestamp::toInstant)))
                .list();
    }

    /** How many tokens somebody has. */
    public int count(User owner) {
        return db.sql("select count(*) from tokens where user_id = :user")
                .param("user", owner.id())
                .query(Integer.class)
                .single();
    }

    /**
     * Ends one of somebody's tokens at once.
     *
     * @return false when it is not theirs or not there
     */
    public boolean revoke(User owner, UUID token) {
        return db.sql("delete from tokens where uuid = :uuid and user_id = :user")
                        .param("uuid", token)
                        .param("user", owner.id())
                        .update()
                == 1;
    }

    /** Ends all of somebody's tokens at once. */
    public void revokeAll(User owner) {
        db.sql("delete from tokens where user_id = :user")
                .param("user", owner.id())
                .update();
    }

    /** Ends all of somebody's tokens but one. */
    public void revokeAllBut(User owner, UUID kept) {
        db.sql("delete from tokens where user_id = :user and uuid <> :kept")
                .param("user", owner.id())
                .param("kept", kept)
                .update();
    }

    /** Ends everybody's tokens at once. */
    public void revokeEverybodys() {
        db.sql("delete from tokens").update();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

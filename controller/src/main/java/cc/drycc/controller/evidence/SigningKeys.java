package cc.drycc.controller.evidence;

import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.imagebuilder.evidence.SigningKey;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The platform's signing keys in the database. The first is made when it is needed. */
public final class SigningKeys {

    private final JdbcClient db;
    private final PlatformKey platformKey;

    public SigningKeys(JdbcClient db, PlatformKey platformKey) {
        this.db = db;
        this.platformKey = platformKey;
    }

    /**
     * The public half of a key.
     *
     * @param id what statements call it
     * @param publicKey X.509 SubjectPublicKeyInfo
     * @param created when it was made
     */
    @SuppressWarnings("ArrayRecordComponent") // is only written down, never compared
    public record PublicHalf(String id, byte[] publicKey, Instant created) {}

    /** The one that signs. */
    SigningKey current() {
        return newest().orElseGet(this::first);
    }

    private Optional<SigningKey> newest() {
        return db.sql("select public_key, sealed from signing_keys order by created desc, id limit 1")
                .query((rs, row) -> open(rs.getBytes("sealed"), rs.getBytes("public_key")))
                .optional();
    }

    /** Of two processes that come here at once one makes it. */
    private SigningKey first() {
        var key = SigningKey.generate();
        db.sql("""
                        insert into signing_keys (id, public_key, sealed)
                        select :id, :public_key, :sealed where not exists (select 1 from signing_keys)
                        """)
                .param("id", key.id())
                .param("public_key", key.publicKey())
                .param("sealed", platformKey.seal(key.secret()))
                .update();
        return newest().orElseThrow();
    }

    private SigningKey open(byte[] sealed, byte[] publicKey) {
        try {
            return SigningKey.of(platformKey.open(sealed), publicKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key was sealed with another platform key", e);
        }
    }

    /** All of them, the one that signs first. */
    List<PublicHalf> all() {
        return db.sql("select id, public_key, created from signing_keys order by created desc, id")
                .query((rs, row) -> new PublicHalf(
                        rs.getString("id"),
                        rs.getBytes("public_key"),
                        rs.getTimestamp("created").toInstant()))
                .list();
    }
}

package cc.drycc.buildservice.evidence;

import cc.drycc.buildservice.jobs.Seal;
import cc.drycc.imagebuilder.evidence.SigningKey;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service's signing keys in its database. The first is made when it is needed. */
public final class SigningKeys {

    private final JdbcClient db;
    private final Seal seal;

    public SigningKeys(JdbcClient db, Seal seal) {
        this.db = db;
        this.seal = seal;
    }

    /**
     * What anybody may know of a key.
     *
     * @param id what statements call it
     * @param pem its public half
     * @param created when it was made
     */
    public record PublicHalf(String id, String pem, Instant created) {}

    /** The one that signs. */
    SigningKey current() {
        return newest().orElseGet(this::first);
    }

    private Optional<SigningKey> newest() {
        return db.sql("select public_key, sealed from build_signing_keys order by created desc, id limit 1")
                .query((row, n) -> open(row.getBytes("sealed"), row.getBytes("public_key")))
                .optional();
    }

    /** Of two processes that come here at once one makes it. */
    private SigningKey first() {
        var key = SigningKey.generate();
        db.sql("""
                        insert into build_signing_keys (id, public_key, sealed)
                        select :id, :public_key, :sealed where not exists (select 1 from build_signing_keys)
                        """)
                .param("id", key.id())
                .param("public_key", key.publicKey())
                .param("sealed", seal.seal(key.secret()))
                .update();
        return newest().orElseThrow();
    }

    private SigningKey open(byte[] sealed, byte[] publicKey) {
        try {
            return SigningKey.of(seal.open(sealed), publicKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key was sealed with another key of the service", e);
        }
    }

    /** All of them, the one that signs first. */
    public List<PublicHalf> all() {
        return db.sql("select id, public_key, created from build_signing_keys order by created desc, id")
                .query((row, n) -> new PublicHalf(
                        row.getString("id"),
                        SigningKey.pem(row.getBytes("public_key")),
                        row.getObject("created", OffsetDateTime.class).toInstant()))
                .list();
    }
}

package cc.drycc.controller.keys;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SSH keys in the database. */
public final class Keys {

    private static final String SELECT =
            "select k.*, u.username as owner from ssh_keys k join users u on u.id = k.user_id ";

    private final JdbcClient db;
    private final Users users;

    public Keys(JdbcClient db, Users users) {
        this.db = db;
        this.users = users;
    }

    /** Adds a key; empty when its owner has one of this name, or anybody has this key. */
    Optional<Key> add(User owner, String id, PublicKeyLine line) {
        var uuid = UUID.randomUUID();
        int rows = db.sql("""
                        insert into ssh_keys (uuid, user_id, id, public, fingerprint)
                        values (:uuid, :user, :id, :public, :fingerprint) on conflict do nothing
                        """)
                .param("uuid", uuid)
                .param("user", owner.id())
                .param("id", id)
                .param("public", line.text())
                .param("fingerprint", line.fingerprint())
                .update();
        return rows == 0
                ? Optional.empty()
                : db.sql(SELECT + "where k.uuid = :uuid")
                        .param("uuid", uuid)
                        .query(Keys::row)
                        .optional();
    }

    /** Whether somebody has a key of this name. */
    boolean has(User owner, String id) {
        return db.sql("select exists (select 1 from ssh_keys where user_id = :user and id = :id)")
                .param("user", owner.id())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Removes one of somebody's keys; false when they have none of this name. */
    boolean remove(User owner, String id) {
        return db.sql("delete from ssh_keys where user_id = :user and id = :id")
                        .param("user", owner.id())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Somebody's keys by name. */
    List<Key> page(User owner, int limit, int offset) {
        return db.sql(SELECT + "where k.user_id = :user order by k.id limit :limit offset :offset")
                .param("user", owner.id())
                .param("limit", limit)
                .param("offset", offset)
                .query(Keys::row)
                .list();
    }

    /** How many keys somebody has. */
    int count(User owner) {
        return db.sql("select count(*) from ssh_keys where user_id = :user")
                .param("user", owner.id())
                .query(Integer.class)
                .single();
    }

    /**
     * Whose key this is.
     *
     * @param fingerprint {@code SHA256:} and unpadded base64
     * @return empty when nobody has it, or who has it may not come in
     */
    public Optional<KeyOwner> owner(String fingerprint) {
        return db.sql("select user_id, id from ssh_keys where fingerprint = :fingerprint")
                .param("fingerprint", fingerprint)
                .query((rs, row) -> new Owner(rs.getLong("user_id"), rs.getString("id")))
                .optional()
                .flatMap(owner ->
                        users.find(owner.user()).filter(User::active).map(user -> new KeyOwner(user, owner.keyId())));
    }

    private record Owner(long user, String keyId) {}

    private static Key row(ResultSet rs, int row) throws SQLException {
        return new Key(
                rs.getObject("uuid", UUID.class),
                rs.getString("owner"),
                rs.getString("id"),
                rs.getString("public"),
                rs.getString("fingerprint"),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }
}

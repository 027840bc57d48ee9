package cc.drycc.controller.config;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.secrets.PlatformKey;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The configs in the database, sealed with the platform key. */
public final class Configs {

    private final JdbcClient db;
    private final PlatformKey key;

    public Configs(JdbcClient db, PlatformKey key) {
        this.db = db;
        this.key = key;
    }

    /** Keeps a new config and returns its identity. */
    public UUID create(UUID app, User owner, ConfigState state) {
        var uuid = UUID.randomUUID();
        db.sql("""
                        insert into configs (uuid, app_uuid, owner_id, sealed, format)
                        values (:uuid, :app, :owner, :sealed, :format)
                        """)
                .param("uuid", uuid)
                .param("app", app)
                .param("owner", owner.id())
                .param("sealed", key.seal(ConfigJson.write(state)))
                .param("format", ConfigJson.FORMAT)
                .update();
        return uuid;
    }

    /** Looks a config up. */
    public Optional<Config> find(UUID uuid) {
        return db.sql("""
                        select c.*, coalesce(u.username, '') as owner
                          from configs c left join users u on u.id = c.owner_id
                         where c.uuid = :uuid
                        """).param("uuid", uuid).query(this::row).optional();
    }

    /** What the config a release names says. */
    public ConfigState state(UUID uuid) {
        return find(uuid)
                .orElseThrow(() -> new IllegalStateException("config " + uuid + " is gone although a release names it"))
                .state();
    }

    private Config row(ResultSet rs, int row) throws SQLException {
        var uuid = rs.getObject("uuid", UUID.class);
        return new Config(
                uuid,
                rs.getObject("app_uuid", UUID.class),
                rs.getString("owner"),
                open(uuid, rs.getBytes("sealed"), rs.getInt("format")),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }

    private ConfigState open(UUID uuid, byte[] sealed, int format) {
        try {
            return ConfigJson.read(key.open(sealed), format);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("config " + uuid + " cannot be read: " + e.getMessage(), e);
        }
    }
}

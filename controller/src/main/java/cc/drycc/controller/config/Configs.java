package cc.drycc.controller.config;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.secrets.PlatformKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The configs in the database, sealed with the platform key. */
public final class Configs {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient db;
    private final PlatformKey key;

    public Configs(JdbcClient db, PlatformKey key) {
        this.db = db;
        this.key = key;
    }

    /** Keeps a new config and returns its identity. */
    public UUID create(UUID app, User owner, Map<String, String> values) {
        var uuid = UUID.randomUUID();
        var json = JSON.writeValueAsBytes(new TreeMap<>(values));
        db.sql("insert into configs (uuid, app_uuid, owner_id, sealed) values (:uuid, :app, :owner, :sealed)")
                .param("uuid", uuid)
                .param("app", app)
                .param("owner", owner.id())
                .param("sealed", key.seal(json))
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

    /** The values of a config a release names. */
    public Map<String, String> values(UUID uuid) {
        return find(uuid)
                .orElseThrow(() -> new IllegalStateException("config " + uuid + " is gone although a release names it"))
                .values();
    }

    private Config row(ResultSet rs, int row) throws SQLException {
        var uuid = rs.getObject("uuid", UUID.class);
        return new Config(
                uuid,
                rs.getObject("app_uuid", UUID.class),
                rs.getString("owner"),
                open(uuid, rs.getBytes("sealed")),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }

    private Map<String, String> open(UUID uuid, byte[] sealed) {
        try {
            var json = new String(key.open(sealed), StandardCharsets.UTF_8);
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("config " + uuid + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package cc.drycc.controller.apps;

import cc.drycc.controller.accounts.User;
import cc.drycc.engine.AppName;
import cc.drycc.engine.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The apps in the database. An app that is being destroyed is found by nobody but the one who destroys it. */
public final class Apps {

    private static final String SELECT =
            "select a.*, u.username as owner from apps a join users u on u.id = a.owner_id ";
    private static final String VISIBLE = """
             where a.state = 'live'
               and (:everything or a.owner_id = :user
                    or exists (select 1 from collaborators c where c.app_uuid = a.uuid and c.user_id = :user))
            """;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient db;

    public Apps(JdbcClient db) {
        this.db = db;
    }

    /** Makes an app without a release; empty when the name is taken. */
    public Optional<App> create(AppName name, User owner) {
        var uuid = UUID.randomUUID();
        int rows = db.sql("""
                        insert into apps (uuid, id, owner_id) values (:uuid, :id, :owner) on conflict (id) do nothing
                        """)
                .param("uuid", uuid)
                .param("id", name.value())
                .param("owner", owner.id())
                .update();
        return rows == 1 ? find(uuid) : Optional.empty();
    }

    /** Looks a live app up by its name. */
    public Optional<App> find(AppName name) {
        return db.sql(SELECT + "where a.id = :id and a.state = 'live'")
                .param("id", name.value())
                .query(Apps::row)
                .optional();
    }

    /** Looks a live app up by its identity. */
    public Optional<App> find(UUID uuid) {
        return db.sql(SELECT + "where a.uuid = :uuid and a.state = 'live'")
                .param("uuid", uuid)
                .query(Apps::row)
                .optional();
    }

    /**
     * Locks a live app's row until the caller's transaction ends, and reads it as it is under the lock. Everything that
     * numbers releases or changes what should run goes through here.
     *
     * @return empty when the app is gone or being destroyed
     */
    public Optional<App> lock(UUID uuid) {
        return db.sql(SELECT + "where a.uuid = :uuid and a.state = 'live' for update of a")
                .param("uuid", uuid)
                .query(Apps::row)
                .optional();
    }

    /** All live apps, oldest first. */
    public List<App> all() {
        return db.sql(SELECT + "where a.state = 'live' order by a.created, a.id")
                .query(Apps::row)
                .list();
    }

    /** The live apps a person may see, by name. */
    public List<App> visible(User user, int limit, int offset) {
        return db.sql(SELECT + VISIBLE + " order by a.id limit :limit offset :offset")
                .param("everything", user.superuser())
                .param("user", user.id())
                .param("limit", limit)
                .param("offset", offset)
                .query(Apps::row)
                .list();
    }

    /** How many live apps a person may see. */
    public int countVisible(User user) {
        return db.sql("select count(*) from apps a " + VISIBLE)
                .param("everything", user.superuser())
                .param("user", user.id())
                .query(Integer.class)
                .single();
    }

    /** How many apps an account owns, dying ones included. */
    public int countOwned(long user) {
        return db.sql("select count(*) from apps where owner_id = :user")
                .param("user", user)
                .query(Integer.class)
                .single();
    }

    /** Says how many pods of each process type should run; {@code 0} is kept, a missing type is forgotten. */
    public void setStructure(UUID app, Map<ProcessType, Integer> structure) {
        db.sql("update apps set structure = :structure::jsonb, updated = now() where uuid = :uuid")
                .param("structure", json(structure))
                .param("uuid", app)
                .update();
    }

    private static String json(Map<ProcessType, Integer> numbers) {
        var plain = new TreeMap<String, Integer>();
        numbers.forEach((type, number) -> plain.put(type.value(), number));
        return JSON.writeValueAsString(plain);
    }

    /** Says which process types should run another release than the current one; the others do not. */
    public void setDiverged(UUID app, Map<ProcessType, Integer> versions) {
        db.sql("update apps set diverged = :diverged::jsonb, updated = now() where uuid = :uuid")
                .param("diverged", json(versions))
                .param("uuid", app)
                .update();
    }

    /** Says which release should run, of every process type. */
    public void setCurrent(UUID app, int version) {
        db.sql("update apps set current = :version, diverged = '{}', updated = now() where uuid = :uuid")
                .param("version", version)
                .param("uuid", app)
                .update();
    }

    /** Gives the app to somebody else. Who was a collaborator is one no more: the owner may do everything anyway. */
    public void setOwner(UUID app, User owner) {
        db.sql("""
                        with owner_now as (delete from collaborators where app_uuid = :uuid and user_id = :owner)
                        update apps set owner_id = :owner, updated = now() where uuid = :uuid
                        """).param("owner", owner.id()).param("uuid", app).update();
    }

    /** From now on nobody finds the app; whoever destroys it finishes the rest. */
    public void markDestroying(UUID app) {
        db.sql("update apps set state = 'destroying', updated = now() where uuid = :uuid")
                .param("uuid", app)
                .update();
    }

    /** The apps somebody has begun to destroy. */
    public List<App> destroying() {
        return db.sql(SELECT + "where a.state = 'destroying' order by a.updated")
                .query(Apps::row)
                .list();
    }

    /** Looks up an app that is being destroyed; empty when it is gone. */
    public Optional<App> findDestroying(UUID uuid) {
        return db.sql(SELECT + "where a.uuid = :uuid and a.state = 'destroying'")
                .param("uuid", uuid)
                .query(Apps::row)
                .optional();
    }

    /** Removes the app's row and everything that hangs on it, after its containers, images and objects are gone.
     * Call it in a transaction. */
    public void delete(UUID app) {
        // Releases hold builds and configs back (on delete restrict), so they go first.
        db.sql("""
                        delete from releases
                         where app_uuid = (select uuid from apps where uuid = :uuid and state = 'destroying')
                        """).param("uuid", app).update();
        db.sql("delete from apps where uuid = :uuid and state = 'destroying'")
                .param("uuid", app)
                .update();
    }

    private static App row(ResultSet rs, int row) throws SQLException {
        return new App(
                rs.getObject("uuid", UUID.class),
                new AppName(rs.getString("id")),
                rs.getLong("owner_id"),
                rs.getString("owner"),
                numbers(rs.getString("structure")),
                rs.getInt("current"),
                numbers(rs.getString("diverged")),
                App.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }

    private static Map<ProcessType, Integer> numbers(String json) {
        var numbers = new TreeMap<ProcessType, Integer>();
        JSON.readValue(json, new TypeReference<Map<String, Integer>>() {})
                .forEach((type, number) -> numbers.put(new ProcessType(type), number));
        return numbers;
    }
}

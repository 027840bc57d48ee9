package cc.drycc.controller.access;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With whom apps are shared, in the database. An app's owner is never among them. */
public final class Collaborators {

    private static final String OF_APP = """
             from collaborators c join users u on u.id = c.user_id join apps a on a.uuid = c.app_uuid
             where c.app_uuid = :app and c.user_id <> a.owner_id
            """;

    private final JdbcClient db;

    public Collaborators(JdbcClient db) {
        this.db = db;
    }

    /** What was granted to somebody; empty when the app is not shared with them. */
    Set<Right> rights(User user, App app) {
        return db.sql("select permissions from collaborators where app_uuid = :app and user_id = :user")
                .param("app", app.uuid())
                .param("user", user.id())
                .query((rs, row) -> rights(rs))
                .optional()
                .orElseGet(Set::of);
    }

    /** The names of all of them, in order. */
    public List<String> names(App app) {
        return db.sql("select u.username" + OF_APP + "order by u.username")
                .param("app", app.uuid())
                .query(String.class)
                .list();
    }

    /** Some of them, by name. */
    public List<Collaborator> page(App app, int limit, int offset) {
        return db.sql("select u.username, c.permissions" + OF_APP + "order by u.username limit :limit offset :offset")
                .param("app", app.uuid())
                .param("limit", limit)
                .param("offset", offset)
                .query((rs, row) -> new Collaborator(rs.getString("username"), rights(rs)))
                .list();
    }

    /** Shares the app with somebody; who is a collaborator already has these rights from now on and no others. */
    public void put(App app, User user, Set<Right> rights) {
        db.sql("""
                        insert into collaborators (app_uuid, user_id, permissions)
                        values (:app, :user, string_to_array(:permissions, ','))
                        on conflict (app_uuid, user_id) do update set permissions = excluded.permissions
                        """)
                .param("app", app.uuid())
                .param("user", user.id())
                .param("permissions", words(rights))
                .update();
    }

    /**
     * Changes what a collaborator may do.
     *
     * @return false when the app is not shared with them
     */
    public boolean replace(App app, User user, Set<Right> rights) {
        return db.sql("""
                        update collaborators set permissions = string_to_array(:permissions, ',')
                         where app_uuid = :app and user_id = :user
                        """)
                        .param("app", app.uuid())
                        .param("user", user.id())
                        .param("permissions", words(rights))
                        .update()
                == 1;
    }

    /**
     * Ends the sharing with somebody.
     *
     * @return false when the app was not shared with them
     */
    public boolean remove(App app, User user) {
        return db.sql("delete from collaborators where app_uuid = :app and user_id = :user")
                        .param("app", app.uuid())
                        .param("user", user.id())
                        .update()
                == 1;
    }

    private static String words(Set<Right> rights) {
        return rights.stream().sorted().map(Right::word).collect(Collectors.joining(","));
    }

    private static Set<Right> rights(ResultSet rs) throws SQLException {
        Array column = rs.getArray("permissions");
        var rights = EnumSet.noneOf(Right.class);
        for (var word : (String[]) column.getArray()) {
            rights.add(Right.of(word)
                    .orElseThrow(() -> new IllegalStateException("unknown permission in the database: " + word)));
        }
        return rights;
    }
}

package cc.drycc.controller.domains;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.engine.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The domains in the database; a name is there once, whoever's it is. */
public final class DomainTable {

    private static final String SELECT = """
            select d.*, coalesce(u.username, '') as owner
              from domains d left join users u on u.id = d.owner_id
            """;

    private final JdbcClient db;

    public DomainTable(JdbcClient db) {
        this.db = db;
    }

    /** Adds a domain; empty when the name is taken. */
    Optional<Domain> add(App app, User owner, Hostname name, ProcessType type) {
        int added = db.sql("""
                        insert into domains (domain, app_uuid, owner_id, ptype) values (:domain, :app, :owner, :ptype)
                        on conflict (domain) do nothing
                        """)
                .param("domain", name.value())
                .param("app", app.uuid())
                .param("owner", owner.id())
                .param("ptype", type.value())
                .update();
        return added == 0 ? Optional.empty() : find(app.uuid(), name);
    }

    /** Removes a domain of the app; false when it has none of that name. */
    boolean remove(App app, Hostname name) {
        return db.sql("delete from domains where app_uuid = :app and domain = :domain")
                        .param("app", app.uuid())
                        .param("domain", name.value())
                        .update()
                > 0;
    }

    private Optional<Domain> find(UUID app, Hostname name) {
        return db.sql(SELECT + " where d.app_uuid = :app and d.domain = :domain")
                .param("app", app)
                .param("domain", name.value())
                .query(DomainTable::row)
                .optional();
    }

    /** The domains of an app by name. */
    public List<Domain> of(App app) {
        return db.sql(SELECT + " where d.app_uuid = :app order by d.domain")
                .param("app", app.uuid())
                .query(DomainTable::row)
                .list();
    }

    private static Domain row(ResultSet rs, int row) throws SQLException {
        return new Domain(
                rs.getObject("app_uuid", UUID.class),
                rs.getString("owner"),
                new Hostname(rs.getString("domain")),
                new ProcessType(rs.getString("ptype")),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }
}

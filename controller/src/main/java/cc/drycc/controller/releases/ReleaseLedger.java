package cc.drycc.controller.releases;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.engine.ProcessType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The releases of every app: appended under the app's row lock, never changed but in their state, ordered by version and
 * never by time (DESIGN, "Releases are a ledger").
 */
public final class ReleaseLedger {

    private static final String SELECT = """
            select r.*, coalesce(u.username, '') as owner
              from releases r left join users u on u.id = r.owner_id
            """;

    // Who deploys the same release again and again keeps only so many.
    private static final String WITH_CONDITION = """
            conditions = case when build_uuid is null then conditions else jsonb_path_query_array(
                jsonb_build_array(jsonb_build_object(
                    'state', :state::text, 'action', 'pipeline', 'ptypes', to_jsonb(:types::text[]),
                    'exception', split_part(:exception::text, E'\\n', 1), 'created', now())) || conditions,
                '$[0 to 19]') end
            """;

    private final JdbcClient db;

    public ReleaseLedger(JdbcClient db) {
        this.db = db;
    }

    /**
     * Appends the next release.
     *
     * @param locked the app as {@link cc.drycc.controller.apps.Apps#lock} returned it in the caller's transaction
     * @param build empty when there is nothing to run yet
     * @param summary one line: who did what
     */
    public Release append(App locked, User author, Optional<UUID> build, UUID config, String summary) {
        int version = db.sql("""
                        insert into releases (uuid, app_uuid, version, owner_id, build_uuid, config_uuid, summary)
                        select :uuid, :app, coalesce(max(version), 0) + 1, :owner, :build::uuid, :config, :summary
                          from releases where app_uuid = :app
                        returning version
                        """)
                .param("uuid", UUID.randomUUID())
                .param("app", locked.uuid())
                .param("owner", author.id())
                .param("build", build.orElse(null))
                .param("config", config)
                .param("summary", summary)
                .query(Integer.class)
                .single();
        return find(locked.uuid(), version).orElseThrow();
    }

    /** Notes that these process types are about to run the release. */
    public void deploying(UUID app, int version, Set<ProcessType> types) {
        db.sql("""
                        update releases set deployed_ptypes = array(
                               select distinct unnest(deployed_ptypes || :types::text[]) order by 1)
                         where app_uuid = :app and version = :version
                        """)
                .param("types", names(types))
                .param("app", app)
                .param("version", version)
                .update();
    }

    /**
     * Writes how the deploy of a release ended. One that has ended already is left alone.
     *
     * @param types for which process types it was deployed
     * @param exception why, for one that failed; its first line says it all
     */
    public void finish(UUID app, int version, ReleaseState state, Set<ProcessType> types, Optional<String> exception) {
        db.sql("update releases set state = :state, exception = :exception, updated = now(), " + WITH_CONDITION
                        + " where app_uuid = :app and version = :version and state = 'created'")
                .param("state", state.column())
                .param("types", names(types))
                .param("exception", exception.orElse(null))
                .param("app", app)
                .param("version", version)
                .update();
    }

    /** Has a release that was just appended wait until somebody asks for its deploy. */
    public void hold(UUID app, int version) {
        move(app, version, ReleaseState.CREATED, ReleaseState.HELD);
    }

    private void move(UUID app, int version, ReleaseState from, ReleaseState to) {
        db.sql("""
                        update releases set state = :to, updated = now()
                         where app_uuid = :app and version = :version and state = :from
                        """)
                .param("to", to.column())
                .param("from", from.column())
                .param("app", app)
                .param("version", version)
                .update();
    }

    /** Looks one release up. */
    public Optional<Release> find(UUID app, int version) {
        return db.sql(SELECT + " where r.app_uuid = :app and r.version = :version")
                .param("app", app)
                .param("version", version)
                .query(ReleaseLedger::row)
                .optional();
    }

    /** The newest release, whatever became of it; empty only while an app is being made. */
    public Optional<Release> latest(UUID app) {
        return db.sql(SELECT + " where r.app_uuid = :app order by r.version desc limit 1")
                .param("app", app)
                .query(ReleaseLedger::row)
                .optional();
    }

    /** The newest release that ran. */
    public Optional<Release> latestSucceeded(UUID app) {
        return db.sql(SELECT + " where r.app_uuid = :app and r.state = 'succeed' order by r.version desc limit 1")
                .param("app", app)
                .query(ReleaseLedger::row)
                .optional();
    }

    /**
     * The release the next one is made from: the newest that was not refused, so that a failed build or config is not
     * carried on, while one whose deploy is not over yet is. Without autorollback a failed one is the app's present, too.
     */
    public Optional<Release> latestUnfailed(UUID app) {
        return db.sql(SELECT + """
                         where r.app_uuid = :app
                           and (r.state <> 'failed' or exists (
                                select 1 from app_settings s where s.app_uuid = :app and not s.autorollback))
                         order by r.version desc limit 1
                        """).param("app", app).query(ReleaseLedger::row).optional();
    }

    /** The newest release before this one that ran and had something to run. */
    public Optional<Release> lastThatRanBefore(UUID app, int version) {
        return db.sql(SELECT + """
                         where r.app_uuid = :app and r.version < :version and r.state = 'succeed'
                           and r.build_uuid is not null
                         order by r.version desc limit 1
                        """)
                .param("app", app)
                .param("version", version)
                .query(ReleaseLedger::row)
                .optional();
    }

    /** Releases whose deploy is asked for and not over, oldest first. */
    public List<Release> created(UUID app) {
        return db.sql(SELECT + " where r.app_uuid = :app and r.state = 'created' order by r.version")
                .param("app", app)
                .query(ReleaseLedger::row)
                .list();
    }

    /**
     * Releases, newest first.
     *
     * @param types only those that were deployed for all of these; empty means every release
     */
    public List<Release> page(UUID app, Set<ProcessType> types, int limit, int offset) {
        return db.sql(SELECT + """
                         where r.app_uuid = :app and r.deployed_ptypes @> :types::text[]
                         order by r.version desc limit :limit offset :offset
                        """)
                .param("app", app)
                .param("types", names(types))
                .param("limit", limit)
                .param("offset", offset)
                .query(ReleaseLedger::row)
                .list();
    }

    /** How many releases an app has; as {@link #page} counts them. */
    public int count(UUID app, Set<ProcessType> types) {
        return db.sql("select count(*) from releases where app_uuid = :app and deployed_ptypes @> :types::text[]")
                .param("app", app)
                .param("types", names(types))
                .query(Integer.class)
                .single();
    }

    /**
     * Has a release that was made before deployed once more, or one that is held for the first time; one whose deploy is
     * not over is left alone.
     *
     * @param only for these process types; empty means all
     */
    public void again(UUID app, int version, Set<ProcessType> only) {
        db.sql("""
                        update releases set state = 'created', exception = null, ptypes = :ptypes, updated = now()
                         where app_uuid = :app and version = :version and state <> 'created'
                        """)
                .param("ptypes", names(only))
                .param("app", app)
                .param("version", version)
                .update();
    }

    /** Says for which process types a release that was just appended is to be deployed. */
    public void restrict(UUID app, int version, Set<ProcessType> only) {
        db.sql("update releases set ptypes = :ptypes where app_uuid = :app and version = :version")
                .param("ptypes", names(only))
                .param("app", app)
                .param("version", version)
                .update();
    }

    private static String[] names(Set<ProcessType> types) {
        return types.stream().map(ProcessType::value).sorted().toArray(String[]::new);
    }

    private static Set<ProcessType> types(Array names) throws SQLException {
        return Arrays.stream((String[]) names.getArray()).map(ProcessType::new).collect(Collectors.toSet());
    }

    private static Release row(ResultSet rs, int row) throws SQLException {
        return new Release(
                rs.getObject("uuid", UUID.class),
                rs.getObject("app_uuid", UUID.class),
                rs.getInt("version"),
                rs.getString("owner"),
                Optional.ofNullable(rs.getObject("build_uuid", UUID.class)),
                rs.getObject("config_uuid", UUID.class),
                ReleaseState.ofColumn(rs.getString("state")),
                types(rs.getArray("ptypes")),
                types(rs.getArray("deployed_ptypes")),
                Condition.read(rs.getString("conditions")),
                rs.getString("summary"),
                Optional.ofNullable(rs.getString("exception")),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }
}

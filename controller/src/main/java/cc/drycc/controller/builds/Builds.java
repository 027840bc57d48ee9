package cc.drycc.controller.builds;

import cc.drycc.api.BuildEvidence;
import cc.drycc.controller.registry.RegistryImages;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The builds in the database. Every change of state is one statement, so a build ends once. */
public final class Builds {

    private static final String SELECT = """
            select b.*, coalesce(u.username, '') as owner
              from builds b left join users u on u.id = b.owner_id
            """;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_FAILURE = 8_000;

    private final JdbcClient db;
    private final RegistryImages registryImages;

    public Builds(JdbcClient db) {
        this.db = db;
        this.registryImages = new RegistryImages(db);
    }

    /** Notes that this process has started to build a pushed commit. */
    public UUID begin(UUID app, long owner, UUID instance, String sha, String archive) {
        var uuid = UUID.randomUUID();
        db.sql("""
                        insert into builds (uuid, app_uuid, owner_id, state, instance, sha, archive)
                        values (:uuid, :app, :owner, 'building', :instance, :sha, :archive)
                        """)
                .param("uuid", uuid)
                .param("app", app)
                .param("owner", owner)
                .param("instance", instance)
                .param("sha", sha)
                .param("archive", archive)
                .update();
        return uuid;
    }

    /**
     * Ends a build well; in a transaction.
     *
     * @return false when it had ended already: nothing changed
     */
    public boolean built(UUID build, BuiltImage image) {
        boolean ended = db.sql("""
                        update builds set state = 'built', stack = :stack, image = :image, image_id = :image_id,
                               procfile = :procfile::jsonb, dockerfile = :dockerfile, port = :port,
                               dryccfile = :dryccfile::jsonb, path_images = :path_images::jsonb, updated = now()
                         where uuid = :uuid and state = 'building'
                        """)
                        .param("uuid", build)
                        .param("stack", image.stack())
                        .param("image", image.image())
                        .param("image_id", image.imageId().value())
                        .param("procfile", json(image.procfile()))
                        .param("dockerfile", image.dockerfile())
                        .param("dryccfile", PathJson.pipelines(image.path()))
                        .param("path_images", PathJson.images(image.path()))
                        .param("port", image.port().isPresent() ? image.port().getAsInt() : null)
                        .update()
                == 1;
        if (ended) {
            registryImages.add(build, image.pushed());
        }
        return ended;
    }

    /** Notes how a build came about. */
    public void setEvidence(UUID build, BuildEvidence evidence) {
        db.sql("update builds set evidence = :evidence::jsonb where uuid = :uuid")
                .param("uuid", build)
                .param("evidence", JSON.writeValueAsString(evidence))
                .update();
    }

    /** Gives a build that has ended other process types and commands. */
    public void setProcfile(UUID build, SortedMap<ProcessType, String> procfile) {
        db.sql("update builds set procfile = :procfile::jsonb, updated = now() where uuid = :uuid")
                .param("uuid", build)
                .param("procfile", json(procfile))
                .update();
    }

    /** Ends a build badly, unless it had ended already. */
    public void failed(UUID build, String reason) {
        db.sql("""
                        update builds set state = 'failed', failure = :failure, updated = now()
                         where uuid = :uuid and state = 'building'
                        """).param("uuid", build).param("failure", cut(reason)).update();
    }

    /**
     * Ends the builds of processes that are gone.
     *
     * @param alive the one process that may still be building
     * @return how many were left over
     */
    public int failAllBut(UUID alive, String reason) {
        return db.sql("""
                        update builds set state = 'failed', failure = :failure, updated = now()
                         where state = 'building' and instance is distinct from :alive
                        """).param("alive", alive).param("failure", cut(reason)).update();
    }

    public Optional<Build> find(UUID uuid) {
        return db.sql(SELECT + " where b.uuid = :uuid")
                .param("uuid", uuid)
                .query(Builds::row)
                .optional();
    }

    /**
     * The images that must stay: those a release can be rolled back to or is to be deployed with, and those an app's
     * current release runs, also when builds of other apps or failed ones have the same.
     */
    public Set<ImageId> neededImages() {
        return db.sql("""
                        with needed as (
                            select b.image_id, b.path_images
                              from releases r
                              join builds b on b.uuid = r.build_uuid
                              join apps a on a.uuid = r.app_uuid
                             where b.image_id <> '' and (r.state <> 'failed' or r.version = a.current)
                        )
                        select image_id from needed
                        union
                        select jsonb_path_query(path_images, '$.*.*.id') #>> '{}' from needed
                        """).query(String.class).list().stream().map(ImageId::new).collect(Collectors.toSet());
    }

    /** The names of the apps that are being built now. */
    public Set<String> appsBuilding() {
        return new HashSet<>(db.sql(
                        "select distinct a.id from builds b join apps a on a.uuid = b.app_uuid where b.state = 'building'")
                .query(String.class)
                .list());
    }

    /** The source archives of releases that ran or will, and those of each app's newest builds, under way or failed. */
    public Set<String> neededArchives(int newest) {
        return new HashSet<>(
                db.sql("""
                        select archive from (
                            select archive, row_number() over (partition by app_uuid order by max(created) desc) as n
                              from builds where archive <> '' group by app_uuid, archive
                        ) newest
                         where n <= :newest
                        union
                        select b.archive
                          from releases r join builds b on b.uuid = r.build_uuid
                         where b.archive <> '' and r.state <> 'failed'
                        """).param("newest", newest).query(String.class).list());
    }

    private static Build row(ResultSet rs, int row) throws SQLException {
        var imageId = rs.getString("image_id");
        return new Build(
                rs.getObject("uuid", UUID.class),
                rs.getObject("app_uuid", UUID.class),
                rs.getString("owner"),
                Build.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getString("stack"),
                rs.getString("sha"),
                rs.getString("image"),
                imageId.isEmpty() ? Optional.empty() : Optional.of(new ImageId(imageId)),
                procfile(rs.getString("procfile")),
                rs.getString("dockerfile"),
                rs.getString("archive"),
                rs.getString("failure"),
                PathJson.read(rs.getString("dryccfile"), rs.getString("path_images")),
                evidence(rs.getString("evidence")),
                rs.getTimestamp("created").toInstant(),
                rs.getTimestamp("updated").toInstant());
    }

    private static Optional<BuildEvidence> evidence(String json) {
        return json.equals("{}") ? Optional.empty() : Optional.of(JSON.readValue(json, BuildEvidence.class));
    }

    private static String json(SortedMap<ProcessType, String> procfile) {
        var plain = new TreeMap<String, String>();
        procfile.forEach((type, command) -> plain.put(type.value(), command));
        return JSON.writeValueAsString(plain);
    }

    private static SortedMap<ProcessType, String> procfile(String json) {
        var procfile = new TreeMap<ProcessType, String>();
        JSON.readValue(json, new TypeReference<Map<String, String>>() {})
                .forEach((type, command) -> procfile.put(new ProcessType(type), command));
        return procfile;
    }

    private static String cut(String reason) {
        return reason.length() <= LONGEST_FAILURE ? reason : reason.substring(0, LONGEST_FAILURE) + "…";
    }
}

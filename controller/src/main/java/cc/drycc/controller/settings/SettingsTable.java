package cc.drycc.controller.settings;

import cc.drycc.controller.apps.App;
import cc.drycc.engine.ProcessType;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The settings of all apps in the database. An app nobody set anything for has no row, and the defaults. */
public final class SettingsTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient db;

    public SettingsTable(JdbcClient db) {
        this.db = db;
    }

    /** The app's settings as they are now. */
    public AppSettings of(App app) {
        return db.sql("select * from app_settings where app_uuid = :app")
                .param("app", app.uuid())
                .query((rs, row) -> settings(app, rs))
                .optional()
                .orElseGet(() -> defaults(app));
    }

    /** The live apps that have a scaling rule. */
    public Set<UUID> autoscaled() {
        return db.sql("""
                        select s.app_uuid from app_settings s join apps a on a.uuid = s.app_uuid
                         where s.autoscale <> '{}'::jsonb and a.state = 'live'
                        """).query(UUID.class).set();
    }

    /** Routed to everybody, deployed and put back by itself (reference controller). */
    private static AppSettings defaults(App app) {
        return new AppSettings(
                identity(app),
                true,
                true,
                true,
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                app.created(),
                app.created());
    }

    /** The same before and after the first change. */
    private static UUID identity(App app) {
        return UUID.nameUUIDFromBytes(("settings of " + app.uuid()).getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps these settings in place of what was; call it with the app's row locked. */
    void save(App locked, AppSettings settings) {
        db.sql("""
                        insert into app_settings
                               (app_uuid, routable, autodeploy, autorollback, allowlist, autoscale, label)
                        values (:app, :routable, :autodeploy, :autorollback,
                                :allowlist::jsonb, :autoscale::jsonb, :label::jsonb)
                        on conflict (app_uuid) do update
                           set (routable, autodeploy, autorollback, allowlist, autoscale, label, updated)
                             = (excluded.routable, excluded.autodeploy, excluded.autorollback,
                                excluded.allowlist, excluded.autoscale, excluded.label, now())
                        """)
                .param("app", locked.uuid())
                .param("routable", settings.routable())
                .param("autodeploy", settings.autodeploy())
                .param("autorollback", settings.autorollback())
                .param("allowlist", JSON.writeValueAsString(strings(settings.allowlist())))
                .param("autoscale", JSON.writeValueAsString(plain(settings.autoscale())))
                .param("label", JSON.writeValueAsString(settings.label()))
                .update();
    }

    private static List<String> strings(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::toString).toList();
    }

    private static Map<String, ScalingRule> plain(SortedMap<ProcessType, ScalingRule> rules) {
        var plain = new TreeMap<String, ScalingRule>();
        rules.forEach((type, rule) -> plain.put(type.value(), rule));
        return plain;
    }

    private static AppSettings settings(App app, ResultSet rs) throws SQLException {
        var rules = new TreeMap<ProcessType, ScalingRule>();
        JSON.readValue(rs.getString("autoscale"), new TypeReference<Map<String, ScalingRule>>() {})
                .forEach((type, rule) -> rules.put(new ProcessType(type), rule));
        return new AppSettings(
                identity(app),
                rs.getBoolean("routable"),
                rs.getBoolean("autodeploy"),
                rs.getBoolean("autorollback"),
                JSON.readValue(rs.getString("allowlist"), new TypeReference<List<String>>() {}).stream()
                        .map(range -> AddressRange.parse(range).orElseThrow())
                        .toList(),
                rules,
                new TreeMap<>(JSON.readValue(rs.getString("label"), new TypeReference<Map<String, String>>() {})),
                app.created(),
                rs.getTimestamp("updated").toInstant());
    }
}

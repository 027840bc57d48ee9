package cc.drycc.server.settings;

import java.util.stream.Collectors;

/** The settings as Markdown: one table for each section. */
final class SettingsTable {

    private SettingsTable() {}

    static String markdown() {
        return PlatformSettings.SECTIONS.stream().map(SettingsTable::section).collect(Collectors.joining("\n"));
    }

    private static String section(Section section) {
        return "**%s**\n\n| name | default | what |\n|---|---|---|\n%s"
                .formatted(
                        section.title(),
                        section.settings().stream().map(SettingsTable::row).collect(Collectors.joining()));
    }

    private static String row(Setting setting) {
        var unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        var otherwise = setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`" + unit;
        var notes = setting.origin() == Setting.Origin.OURS ? " ¹" : "";
        var secret = setting.content() == Setting.Content.SECRET ? "; a secret" : "";
        return "| `%s`%s | %s | %s%s |\n".formatted(setting.name(), notes, otherwise, setting.meaning(), secret);
    }
}

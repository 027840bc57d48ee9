package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Json;
import java.util.Locale;

/** A setting of an app that is on or off. */
abstract class Switch extends AppSession implements Runnable {

    private final String field;
    private final String name;

    /**
     * @param field of the settings
     * @param name as sentences have it: {@code Routing}
     */
    Switch(Surroundings around, String field, String name) {
        super(around);
        this.field = field;
        this.name = name;
    }

    @Override
    public void run() {
        show();
    }

    int show() {
        var settings = api().get(appPath("/settings/"));
        terminal()
                .show(
                        settings,
                        () -> "%s is %s.\n"
                                .formatted(name, settings.path(field).asBoolean(true) ? "enabled" : "disabled"));
        return 0;
    }

    int turn(boolean on) {
        var what = "%s %s for %s".formatted(on ? "Enabling" : "Disabling", name.toLowerCase(Locale.ROOT), app());
        var answer = terminal()
                .progress(
                        what,
                        () -> api().post(appPath("/settings/"), Json.object().put(field, on)),
                        done -> "done");
        terminal().show(answer.body(), () -> "");
        return 0;
    }
}

package cc.drycc.server.settings;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The settings that one record of a module reads.
 *
 * @param title what they are about
 * @param settings in the order they are shown
 * @param reader reads them as the module does; throws an exception with a message for the operator when one cannot be
 */
record Section(String title, List<Setting> settings, Function<Map<String, String>, Object> reader) {

    Section {
        settings = List.copyOf(settings);
    }

    static Section of(String title, Function<Map<String, String>, Object> reader, Setting... settings) {
        return new Section(title, List.of(settings), reader);
    }
}

package cc.drycc.controller.config;

/** Seconds a process type has between SIGTERM and SIGKILL: 0 to 86400. */
public final class GraceRule implements SectionRule {

    private static final int DAY = 86_400;

    @Override
    public ConfigSection section() {
        return ConfigSection.TERMINATION_GRACE_PERIOD;
    }

    @Override
    public Object check(String type, String key, Object value) {
        var text = String.valueOf(value).strip();
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > DAY) {
            throw invalid(
                    "Termination Grace Period format: <value>, where value is a number of seconds from 0 to 86400");
        }
        return Integer.toString(Integer.parseInt(text));
    }
}

package cc.drycc.controller.config;

/** Groups of values attached to a process type, by name. */
public final class GroupRule implements SectionRule {

    @Override
    public ConfigSection section() {
        return ConfigSection.VALUES_REFS;
    }

    @Override
    public Object check(String type, String key, Object value) {
        if (!(value instanceof String name) || !ConfigRules.isGroup(name)) {
            throw invalid(ConfigRules.GROUP);
        }
        if (name.equals(Scope.Group.GLOBAL.name())) {
            throw invalid("The group global is for every process type; it needs no attaching.");
        }
        return name;
    }
}

package cc.drycc.imagebuilder;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.source.Source;

/** A builder that does what a test says. */
record ScriptedBuilder(String name, Script script) implements ImageBuilder {

    interface Script {
        BuiltImage build(BuildRequest request, BuildLog log) throws BuildFailed, InterruptedException;
    }

    static ScriptedBuilder named(String name) {
        return new ScriptedBuilder(name, (request, log) -> {
            throw new BuildFailed("not scripted");
        });
    }

    @Override
    public boolean supports(Source source) {
        return source.has(name + ".toml");
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log) throws BuildFailed, InterruptedException {
        return script.build(request, log);
    }
}

package cc.drycc.builder.buildkit;

import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilderFactory;
import java.util.Map;

/** Found by the {@link java.util.ServiceLoader}. */
public final class BuildkitBuilderFactory implements ImageBuilderFactory {

    @Override
    public ImageBuilder create(Engine engine, Map<String, String> settings) {
        return new BuildkitBuilder(engine.images(), BuildkitSettings.from(settings));
    }
}

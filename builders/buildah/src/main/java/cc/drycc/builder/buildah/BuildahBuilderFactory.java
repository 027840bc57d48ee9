package cc.drycc.builder.buildah;

import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilderFactory;
import java.util.Map;

/** Found by the {@link java.util.ServiceLoader}. */
public final class BuildahBuilderFactory implements ImageBuilderFactory {

    @Override
    public ImageBuilder create(Engine engine, Map<String, String> settings) {
        return new BuildahBuilder(engine.images(), BuildahSettings.from(settings));
    }
}

package cc.drycc.imagebuilder;

import cc.drycc.engine.Engine;
import java.util.Map;

/** What a builder's jar names in {@code META-INF/services}, so that it is found at run time. */
public interface ImageBuilderFactory {

    /**
     * Makes the builder.
     *
     * @param engine what runs its containers
     * @param settings the platform's environment; a builder reads the names it documents
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    ImageBuilder create(Engine engine, Map<String, String> settings);
}

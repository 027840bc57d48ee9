package cc.drycc.server.buildservice;

import cc.drycc.api.ApiVersion;
import cc.drycc.buildservice.Surroundings;
import cc.drycc.buildservice.jobs.Seal;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilderFactory;
import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.storage.ObjectStore;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.ServiceLoader;
import javax.sql.DataSource;

/** What a build service works with, made of what the process has. */
public final class BuildServiceParts {

    /** The builder of Dockerfiles. */
    private static final String CONTAINER = "container";

    private BuildServiceParts() {}

    /** @param turns shared with everything else that builds in this process */
    public static Surroundings of(
            PlatformHome home,
            Map<String, String> environment,
            DataSource database,
            Engine engine,
            ObjectStore objects,
            BuildQueue turns) {
        return new Surroundings(
                home.platformId(),
                ApiVersion.PLATFORM,
                "drycc-" + home.platformId(),
                database,
                seal(new PlatformKey(home.platformKey())),
                engine.images(),
                builder(engine, environment),
                turns,
                objects,
                PlatformHome.privateFolder(home.root().resolve("work/buildservice")));
    }

    private static ImageBuilder builder(Engine engine, Map<String, String> environment) {
        return ServiceLoader.load(ImageBuilderFactory.class, BuildServiceParts.class.getClassLoader()).stream()
                .map(factory -> factory.get().create(engine, environment))
                .filter(builder -> builder.name().equals(CONTAINER))
                .findFirst()
                .orElseThrow(() -> new ServerProblem("no builder for Dockerfiles is on the class path"));
    }

    private static Seal seal(PlatformKey key) {
        return new Seal() {
            @Override
            public byte[] seal(byte[] plain) {
                return key.seal(plain);
            }

            @Override
            public byte[] open(byte[] sealed) throws GeneralSecurityException {
                return key.open(sealed);
            }
        };
    }
}

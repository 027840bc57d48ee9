package cc.drycc.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every engine does, shown on a real one. An engine's own test extends this, says how to connect and how to look
 * behind the engine's back, and gets every promise of {@link Engine} and {@link ImageStore} tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract
        implements RolloutContract,
                SupervisionContract,
                LifecycleContract,
                CrashContract,
                JobContract,
                LogContract,
                EventContract,
                ExecContract,
                ImageContract,
                PushContract,
                MetadataContract {

    private static final String PLATFORM = "contract";

    @TempDir
    private Path work;

    private Engine engine;
    private EdgeInMiniature edge;
    private ImageRef image;

    @BeforeEach
    void start() throws Exception {
        engine = connectAgain();
        edge = new EdgeInMiniature();
        engine.start(edge);
        image = TestImages.base(engine, work).id().asRef();
    }

    /** Also when the test closed the engine, as the restart tests do. */
    @AfterEach
    void wipe() throws Exception {
        engine.close();
        try (Engine last = connectAgain()) {
            last.wipe();
        }
    }

    @Override
    public final Engine engine() {
        return engine;
    }

    @Override
    public final EdgeInMiniature edge() {
        return edge;
    }

    @Override
    public final ImageRef image() {
        return image;
    }

    @Override
    public final Path work() {
        return work;
    }

    @Override
    public final Engine connectAgain() {
        return connectAs(PLATFORM);
    }
}

package cc.drycc.e2e;

import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import java.util.concurrent.atomic.AtomicInteger;

/** One platform for all tests that do not harm it; wiped when the test process ends. */
final class SharedPlatform {

    private static final Platform PLATFORM = Platform.start();
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private SharedPlatform() {}

    static Platform get() {
        return PLATFORM;
    }

    /** A new person nobody else uses. */
    static Person somebody() {
        return Person.register(PLATFORM, "dev" + PEOPLE.incrementAndGet());
    }
}

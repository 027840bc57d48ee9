package cc.drycc.controller.deploys;

import org.slf4j.LoggerFactory;

/**
 * Where a test may let the platform die as if by {@code kill -9}: start the JVM with {@code -Dfail.point=mid-deploy}.
 * Without the property nothing happens.
 */
public enum CrashPoint {
    AFTER_ARCHIVE("after-archive"),
    WHILE_BUILDING("while-building"),
    AFTER_BUILD_BEFORE_RELEASE("after-build-before-release"),
    AFTER_RELEASE_BEFORE_DEPLOY("after-release-before-deploy"),
    MID_DEPLOY("mid-deploy"),
    SWITCHING("switching"),
    MID_DESTROY("mid-destroy");

    private static final String CHOSEN = System.getProperty("fail.point", "");

    private final String word;

    CrashPoint(String word) {
        this.word = word;
    }

    /** Ends the process here, without any clean-up, when this point was chosen. */
    public void reach() {
        if (word.equals(CHOSEN)) {
            LoggerFactory.getLogger(CrashPoint.class).error("event=crash-point point={}", word);
            Runtime.getRuntime().halt(137);
        }
    }
}

package cc.drycc.builder.buildah;

import java.util.Locale;
import java.util.Map;

/** How commands of a Dockerfile are kept apart from this machine ({@code DRYCC_BUILDAH_ISOLATION}). */
public enum Isolation {
    /** In containers of an OCI runtime: own network, all limits. The default when we are root. */
    OCI,
    /** The same, without being root. */
    ROOTLESS,
    /** In a changed root only: where no containers can be started. Commands share the machine's network. */
    CHROOT;

    private static final String SETTING = "DRYCC_BUILDAH_ISOLATION";

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public static Isolation from(Map<String, String> settings) {
        return switch (settings.getOrDefault(SETTING, "").strip()) {
            case "" -> "root".equals(System.getProperty("user.name")) ? OCI : ROOTLESS;
            case "oci" -> OCI;
            case "rootless" -> ROOTLESS;
            case "chroot" -> CHROOT;
            default -> throw new IllegalArgumentException(SETTING + " must be oci, rootless or chroot");
        };
    }

    /** As buildah calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

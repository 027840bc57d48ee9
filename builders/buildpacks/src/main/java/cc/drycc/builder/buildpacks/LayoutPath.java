package cc.drycc.builder.buildpacks;

import cc.drycc.engine.ImageRef;

/** Where the lifecycle looks for an image in a layout folder: {@code registry/repository/tag}, with Docker's defaults. */
final class LayoutPath {

    private LayoutPath() {}

    static String of(ImageRef image) {
        String name = image.value();
        String identifier = "latest";
        int at = name.indexOf('@');
        int colon = name.lastIndexOf(':');
        if (at >= 0) {
            identifier = name.substring(at + 1).replace(':', '/');
            name = name.substring(0, at);
            colon = name.lastIndexOf(':');
            name = colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
        } else if (colon > name.lastIndexOf('/')) {
            identifier = name.substring(colon + 1);
            name = name.substring(0, colon);
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        if (!host) {
            name = "index.docker.io/" + (slash < 0 ? "library/" : "") + name;
        } else if (first.equals("docker.io")) {
            name = "index." + name;
        }
        return name + "/" + identifier;
    }
}

/**
 * Cloud Native Buildpacks (seed 5.2): the platform's side of the specification. The builder image's own lifecycle runs as a
 * job of the engine, as the unprivileged user of that image and without any credential or socket; source and config are
 * copied in, and what it exports is copied out as an OCI layout and given to the engine.
 */
@NullMarked
package cc.drycc.builder.buildpacks;

import org.jspecify.annotations.NullMarked;

/**
 * The engine for one machine: Docker 20.10 or Podman 4.3 and newer, over their common API. Come in by
 * {@link cc.drycc.engine.docker.DockerEngine#connect}; everything else is found in the rooms beside it: {@code daemon}
 * (the calls), {@code pods} (containers that stay), {@code jobs} (containers that end), {@code terminals} (commands in a
 * pod), {@code images}.
 */
@NullMarked
package cc.drycc.engine.docker;

import org.jspecify.annotations.NullMarked;

/**
 * The way to the container engine: one connection to a Docker or Podman API socket, the calls we make on it in our own
 * words, and the rules every container of the platform is made under (labels, network, sandbox). Ids, names and records
 * come in and go out; no type of the client library leaves this package.
 */
@NullMarked
package cc.drycc.engine.docker.daemon;

import org.jspecify.annotations.NullMarked;

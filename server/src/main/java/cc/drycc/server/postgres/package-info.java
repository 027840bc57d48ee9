/**
 * The embedded PostgreSQL: the real binaries, unpacked once, run as a process of their own with data that survives crashes
 * of either side. A URL of somebody else's PostgreSQL takes its place.
 */
@NullMarked
package cc.drycc.server.postgres;

import org.jspecify.annotations.NullMarked;

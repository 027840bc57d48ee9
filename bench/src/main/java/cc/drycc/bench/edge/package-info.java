/** Proxies to be measured by {@code bench/edge-proxy.sh}: each listens on one port and leads to one backend. */
@NullMarked
package cc.drycc.bench.edge;

import org.jspecify.annotations.NullMarked;

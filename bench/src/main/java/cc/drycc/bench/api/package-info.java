/** The client of {@code bench/api.sh}: requests at a steady rate, and how long each took. */
@NullMarked
package cc.drycc.bench.api;

import org.jspecify.annotations.NullMarked;

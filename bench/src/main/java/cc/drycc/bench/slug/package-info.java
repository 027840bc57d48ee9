/** Puts slugs on a runner image, for {@code bench/slug.sh}. */
@NullMarked
package cc.drycc.bench.slug;

import org.jspecify.annotations.NullMarked;

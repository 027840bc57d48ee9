/** How fast source archives are unpacked. */
@NullMarked
package cc.drycc.bench.source;

import org.jspecify.annotations.NullMarked;

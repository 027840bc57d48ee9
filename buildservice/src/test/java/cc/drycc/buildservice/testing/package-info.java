/** A build service with real parts around it, for the tests. */
@NullMarked
package cc.drycc.buildservice.testing;

import org.jspecify.annotations.NullMarked;

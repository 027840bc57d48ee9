/** Real parts for the controller's tests: one PostgreSQL for each JVM, a fresh migrated database for each test class. */
@NullMarked
package cc.drycc.controller.testing;

import org.jspecify.annotations.NullMarked;

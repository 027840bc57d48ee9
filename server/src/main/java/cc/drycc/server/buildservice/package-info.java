/**
 * The build service, composed: {@code bin/buildservice} runs it alone, with a database, an object store and an engine of
 * its own where none is named; or a platform runs it beside the controller.
 */
@NullMarked
package cc.drycc.server.buildservice;

import org.jspecify.annotations.NullMarked;

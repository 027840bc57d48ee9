/**
 * Every environment variable an operator may set, in one register: what {@code bin/workflow settings} and the table in
 * {@code docs/operating.md} show, and what is checked before anything is started. The values themselves are read by the
 * settings record of each module; a test holds register, records and table together.
 */
@NullMarked
package cc.drycc.server.settings;

import org.jspecify.annotations.NullMarked;

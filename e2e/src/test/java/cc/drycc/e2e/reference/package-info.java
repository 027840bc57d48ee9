/** The unmodified reference command line (a Go program) against a live platform: the life of an app, command by command. */
@NullMarked
package cc.drycc.e2e.reference;

import org.jspecify.annotations.NullMarked;

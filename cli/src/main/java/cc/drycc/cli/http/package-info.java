/** The controller's REST API as this client uses it. */
@NullMarked
package cc.drycc.cli.http;

import org.jspecify.annotations.NullMarked;

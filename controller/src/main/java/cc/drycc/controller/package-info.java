/**
 * The control plane. {@link cc.drycc.controller.Controller} is the door: settings, a database, an engine and an object
 * store come in; an HTTP port with the {@code /v2} API comes out, and behind it everything that makes the engine run what
 * people asked for. Each package below is one feature with its rows, rules and routes; {@code web} is the way in.
 */
@NullMarked
package cc.drycc.controller;

import org.jspecify.annotations.NullMarked;

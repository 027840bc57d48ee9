/**
 * The registry a platform keeps its apps' images in (seed 3.6). Every built image goes there, whichever builder made it, and
 * comes back by its digest when the engine has lost it. The password comes from a setting, a file or a program; the last two
 * are asked again each time, so that tokens may be short-lived. It leaves this package in a request to the engine only.
 */
@NullMarked
package cc.drycc.imagebuilder.registry;

import org.jspecify.annotations.NullMarked;

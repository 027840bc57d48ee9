/**
 * Where the images of builds are in the platform's registry: written with each build, read when the engine has lost one.
 */
@NullMarked
package cc.drycc.controller.registry;

import org.jspecify.annotations.NullMarked;

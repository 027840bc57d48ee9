/**
 * The images a build starts from, private ones too. The name of an image comes in, with the logins of the app and the
 * platform; an image in the engine's store goes out, which other apps do not get by its name.
 */
@NullMarked
package cc.drycc.imagebuilder.bases;

import org.jspecify.annotations.NullMarked;

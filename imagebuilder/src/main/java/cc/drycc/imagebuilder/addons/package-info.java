/**
 * Builders that ship separately (seed 003, "Bridge"): jars in the folder of builders and executables {@code
 * drycc-builder-NAME}, found by {@link cc.drycc.imagebuilder.addons.FindAddons} when the platform starts. What an add-on
 * does wrong fails the build it does it in, and nothing else. The protocol of executables is {@code docs/builders.md}.
 */
@NullMarked
package cc.drycc.imagebuilder.addons;

import org.jspecify.annotations.NullMarked;

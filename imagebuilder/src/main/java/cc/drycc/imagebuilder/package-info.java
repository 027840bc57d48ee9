/**
 * From source code to an image. {@link cc.drycc.imagebuilder.BuildImage} takes the archive of a commit from object
 * storage, unpacks it safely, chooses one of the {@link cc.drycc.imagebuilder.ImageBuilders}, lets it build while the log
 * streams out, and returns a {@link cc.drycc.imagebuilder.BuildOutcome}. A way to build is an {@link
 * cc.drycc.imagebuilder.ImageBuilder} in a jar of its own (seed 003).
 */
@NullMarked
package cc.drycc.imagebuilder;

import org.jspecify.annotations.NullMarked;

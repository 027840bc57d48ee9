/**
 * Dockerfiles, read before a program that builds sees them: {@link cc.drycc.imagebuilder.dockerfile.CheckedDockerfile} is
 * the door. They are read as engines read them, so that a mistake is told with its line, and so that nobody builds with
 * what belongs to another app or to the host. Whatever builds them, the rules are these.
 */
@NullMarked
package cc.drycc.imagebuilder.dockerfile;

import org.jspecify.annotations.NullMarked;

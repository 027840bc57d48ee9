/**
 * What a {@code git push} does: archive, build, release, deploy, each step told to the person who pushed. In comes a commit
 * from the git server (the server module adapts it), or an archive; out comes a running release or one reason why not.
 */
@NullMarked
package cc.drycc.controller.pushes;

import org.jspecify.annotations.NullMarked;

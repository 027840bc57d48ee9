/** SSH itself: who signed, which command, and nothing else. */
@NullMarked
package cc.drycc.gitserver.ssh;

import org.jspecify.annotations.NullMarked;

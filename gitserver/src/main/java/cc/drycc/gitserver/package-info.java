/**
 * Git over SSH. A person's {@code git push} comes in; a {@link cc.drycc.gitserver.Push} goes to the {@link
 * cc.drycc.gitserver.PushGate}, whose output streams back to the person and whose word decides whether the ref moves.
 * Keys, rights, builds and releases are the gate's business; SSH, the git protocol, quarantine and refs are ours.
 */
@NullMarked
package cc.drycc.gitserver;

import org.jspecify.annotations.NullMarked;

/** What happens to a push between its first byte and the moment its ref moves: turn, quarantine, rules, the gate, migration. */
@NullMarked
package cc.drycc.gitserver.receive;

import org.jspecify.annotations.NullMarked;

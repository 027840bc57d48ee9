/**
 * Talks to addresses that strangers name (threat model, row 12). A URL comes in; a file, or a delivered message, goes out,
 * and nothing is ever sent to an address inside the operator's network unless the operator allows it.
 */
@NullMarked
package cc.drycc.buildservice.fetch;

import org.jspecify.annotations.NullMarked;

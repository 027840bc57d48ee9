/**
 * What a build says. Lines from engines and tools come in as they are; lines that are safe to show, store and send to a
 * terminal go out: without secrets, without control sequences, and not without end.
 */
@NullMarked
package cc.drycc.imagebuilder.transcript;

import org.jspecify.annotations.NullMarked;

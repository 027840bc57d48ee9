/**
 * The door for orders. Bytes of JSON or of a multipart body come in; an {@link cc.drycc.buildservice.jobs.Order} that
 * cannot be wrong goes out, or a refusal that says which field is.
 */
@NullMarked
package cc.drycc.buildservice.intake;

import org.jspecify.annotations.NullMarked;

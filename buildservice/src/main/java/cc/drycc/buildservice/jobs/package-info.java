/**
 * What the build service was asked for and how far it is. An {@link cc.drycc.buildservice.jobs.Order} comes in; a {@link
 * cc.drycc.buildservice.jobs.Job} with a state goes out. PostgreSQL holds it; what is secret in an order is sealed there,
 * and gone when the job is over.
 */
@NullMarked
package cc.drycc.buildservice.jobs;

import org.jspecify.annotations.NullMarked;

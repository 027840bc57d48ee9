/**
 * What people read while a job runs: its status and its log. PostgreSQL keeps both unless there is a Redis (seed 001);
 * then that has them, under the names the reference used.
 */
@NullMarked
package cc.drycc.buildservice.progress;

import org.jspecify.annotations.NullMarked;

/**
 * Does what was ordered: fetch, build, push, purge. Jobs come from a persistent queue, so that one which a dying service
 * had begun is begun again by the next; ends go to the job's row, to Redis and to whoever wanted to be told.
 */
@NullMarked
package cc.drycc.buildservice.run;

import org.jspecify.annotations.NullMarked;

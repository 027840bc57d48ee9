/**
 * How each image came about: a bill of materials and a statement signed with the service's key, in object storage as long as
 * their job is remembered. Comes in: what a build observed. Goes out: the documents, and a summary with the job.
 */
@NullMarked
package cc.drycc.buildservice.evidence;

import org.jspecify.annotations.NullMarked;

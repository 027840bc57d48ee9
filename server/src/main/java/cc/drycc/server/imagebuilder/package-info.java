/**
 * The imagebuilder alone (seed 000): a source archive in an S3 bucket in, an image in a registry out, one build per
 * process, with the environment variables of the reference.
 */
@NullMarked
package cc.drycc.server.imagebuilder;

import org.jspecify.annotations.NullMarked;

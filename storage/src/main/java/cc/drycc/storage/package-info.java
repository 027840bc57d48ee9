/**
 * Objects: archives of source code and other blobs, kept in any store that speaks S3. Whoever needs a blob comes in
 * through {@link cc.drycc.storage.ObjectStore}; {@link cc.drycc.storage.S3ObjectStore} is the one way to a store, and
 * {@link cc.drycc.storage.EmbeddedS3} is a store of our own for a platform on one machine. What goes wrong is a {@link
 * cc.drycc.storage.StorageProblem} that says what to try.
 */
@NullMarked
package cc.drycc.storage;

import org.jspecify.annotations.NullMarked;

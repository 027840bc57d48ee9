/**
 * The intake of source code. A packed archive from a stranger comes in; a {@link cc.drycc.imagebuilder.source.Source}, a
 * private folder in which every name and link stays inside, goes out, or a {@link
 * cc.drycc.imagebuilder.source.SourceRefused} that says why not and leaves nothing behind. Every archive the platform
 * opens goes through here.
 */
@NullMarked
package cc.drycc.imagebuilder.source;

import org.jspecify.annotations.NullMarked;

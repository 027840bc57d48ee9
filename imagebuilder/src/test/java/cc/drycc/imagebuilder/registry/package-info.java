@NullMarked
package cc.drycc.imagebuilder.registry;

import org.jspecify.annotations.NullMarked;

@NullMarked
package cc.drycc.imagebuilder.referrers;

import org.jspecify.annotations.NullMarked;

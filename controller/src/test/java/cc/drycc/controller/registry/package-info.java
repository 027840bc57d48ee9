@NullMarked
package cc.drycc.controller.registry;

import org.jspecify.annotations.NullMarked;

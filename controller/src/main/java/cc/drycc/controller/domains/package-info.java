/** Domains: names of their own that apps answer to beside {@code APP.PLATFORM} (seed 5.14). */
@NullMarked
package cc.drycc.controller.domains;

import org.jspecify.annotations.NullMarked;

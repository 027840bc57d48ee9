@NullMarked
package cc.drycc.server.settings;

import org.jspecify.annotations.NullMarked;

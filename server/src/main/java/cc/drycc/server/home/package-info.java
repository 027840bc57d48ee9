/** The platform's folder ({@code DRYCC_HOME}): what lies where, its identity and its keys, and who may use it now. */
@NullMarked
package cc.drycc.server.home;

import org.jspecify.annotations.NullMarked;

/** The rules of the house, checked by the build: who may use whom, and what no file may do. */
@NullMarked
package cc.drycc.e2e.house;

import org.jspecify.annotations.NullMarked;

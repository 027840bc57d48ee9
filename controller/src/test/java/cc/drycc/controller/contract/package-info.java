/** What {@code openapi.yaml} must be; that answers are as it says is checked wherever a test asks. */
@NullMarked
package cc.drycc.controller.contract;

import org.jspecify.annotations.NullMarked;

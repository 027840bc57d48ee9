/**
 * What is written about an app: the platform's own lines live in the database and come in through {@link
 * cc.drycc.controller.logs.AppLog}; pods' lines stay with the engine. Out goes one text, in the order of time.
 */
@NullMarked
package cc.drycc.controller.logs;

import org.jspecify.annotations.NullMarked;

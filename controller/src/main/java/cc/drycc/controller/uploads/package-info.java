/**
 * Source that comes as an archive over HTTP instead of with {@code git push}. It lies in a file of its own while it is looked
 * at; then it goes the way of a push, {@link cc.drycc.controller.pushes.PushDoor}, whose lines stream back as JSON.
 */
@NullMarked
package cc.drycc.controller.uploads;

import org.jspecify.annotations.NullMarked;

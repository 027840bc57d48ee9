/**
 * Config: the environment of an app, kept beside its code (seed 5.2). A change comes in as names and values; out goes a new
 * sealed {@link cc.drycc.controller.config.Config} and the release that runs with it. Old configs stay for rollback.
 */
@NullMarked
package cc.drycc.controller.config;

import org.jspecify.annotations.NullMarked;

package cc.drycc.controller.web;

import cc.drycc.controller.access.Action;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter is the {@link cc.drycc.controller.apps.App} that the route's {@code {app}} names, for a person who may do
 * this to it: {@code @For(Action.CHANGE) App app}. Anybody else gets 404 or 403 before the route runs.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface For {

    /** What the route does to the app. */
    Action value();
}

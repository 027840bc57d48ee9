package cc.drycc.controller.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter is the JSON body of the request, a record of module {@code api}: UTF-8, at most 1 MiB, read strictly.
 * Fields the record does not have are ignored, so nobody can assign what is not theirs.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Body {

    /** Whether the request may come without one; then every component is null. */
    Need value() default Need.REQUIRED;

    /** Whether there must be a body. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }
}

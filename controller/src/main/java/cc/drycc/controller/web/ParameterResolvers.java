package cc.drycc.controller.web;

import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Administrator;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** What routes may ask for beside their body: who asks, which app, which page. */
final class ParameterResolvers {

    private final Access access;
    private final PublicAddress address;

    ParameterResolvers(Access access, PublicAddress address) {
        this.access = access;
        this.address = address;
    }

    List<HandlerMethodArgumentResolver> all() {
        return List.of(
                of(type(User.class), call -> Gate.signedIn(call.request).user()),
                of(type(SignedIn.class), call -> Gate.signedIn(call.request)),
                of(type(Administrator.class), this::administrator),
                of(ParameterResolvers::isMaybeSignedIn, call -> Gate.maybeSignedIn(call.request)),
                of(type(Client.class), call -> Client.of(call.request)),
                of(type(PageRequest.class), this::page),
                of(parameter -> parameter.hasParameterAnnotation(For.class), this::app));
    }

    private Administrator administrator(Call call) {
        return access.requireAdministrator(Gate.signedIn(call.request).user());
    }

    private PageRequest page(Call call) {
        var request = call.request;
        return PageRequest.of(
                request.getParameter("limit"), request.getParameter("offset"), address, request.getRequestURI());
    }

    private App app(Call call) {
        var wanted = Optional.ofNullable(call.parameter.getParameterAnnotation(For.class))
                .orElseThrow();
        var variables = (Map<?, ?>) call.request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        var name = Optional.ofNullable(variables)
                .map(each -> each.get("app"))
                .map(Object::toString)
                .orElseThrow(Problem.NotFound::app);
        return access.require(Gate.signedIn(call.request).user(), wanted.value(), name);
    }

    private static boolean isMaybeSignedIn(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class
                && parameter.nested().getNestedParameterType() == SignedIn.class;
    }

    private record Call(MethodParameter parameter, HttpServletRequest request) {}

    private static Predicate<MethodParameter> type(Class<?> type) {
        return parameter -> parameter.getParameterType() == type;
    }

    private static HandlerMethodArgumentResolver of(
            Predicate<MethodParameter> supported, Function<Call, Object> value) {
        return new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return supported.test(parameter);
            }

            @Override
            public Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest web,
                    @Nullable WebDataBinderFactory binders) {
                var request = Optional.ofNullable(web.getNativeRequest(HttpServletRequest.class))
                        .orElseThrow();
                return value.apply(new Call(parameter, request));
            }
        };
    }
}

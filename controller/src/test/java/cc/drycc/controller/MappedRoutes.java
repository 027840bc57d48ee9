package cc.drycc.controller;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route a started controller answers: {@code GET /v2/apps/{app}}, sorted. */
public final class MappedRoutes {

    private MappedRoutes() {}

    /** Those of controllers' methods, and those of handlers by path, such as WebSockets. */
    public static List<String> of(Controller controller) {
        var mappings = controller.context().getBeansOfType(HandlerMapping.class).values().stream();
        return mappings.flatMap(MappedRoutes::routes).distinct().sorted().toList();
    }

    /** The methods that answer, by their routes. */
    public static Map<String, HandlerMethod> methods(Controller controller) {
        var methods = new TreeMap<String, HandlerMethod>();
        controller.context().getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .forEach(each -> routes(each.getKey()).forEach(route -> methods.put(route, each.getValue())));
        return methods;
    }

    private static Stream<String> routes(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingHandlerMapping methods ->
                methods.getHandlerMethods().keySet().stream().flatMap(MappedRoutes::routes);
            case AbstractUrlHandlerMapping paths ->
                paths.getHandlerMap().keySet().stream().map(path -> "GET " + path);
            default -> Stream.empty();
        };
    }

    private static Stream<String> routes(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        if (methods.isEmpty()) {
            throw new AssertionError(info + " answers every method; name those it is for");
        }
        return info.getPatternValues().stream().flatMap(path -> methods.stream().map(method -> method + " " + path));
    }
}

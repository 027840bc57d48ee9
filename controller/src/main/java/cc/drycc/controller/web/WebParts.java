package cc.drycc.controller.web;

import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.accounts.Tokens;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the web layer together: filters in their order, JSON, parameters, errors. */
@Configuration(proxyBeanMethods = false)
public class WebParts implements WebMvcConfigurer {

    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int MOST_SWALLOWED = 128 << 20;

    private final ParameterResolvers parameters;

    WebParts(Access access, PublicAddress address) {
        parameters = new ParameterResolvers(access, address);
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> versionHeaders() {
        return inOrder(1, new VersionHeaders());
    }

    /** Every route answers with and without a slash at its end, and never redirects. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> trailingSlash() {
        return inOrder(
                2, UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> gate(
            Tokens tokens, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        return inOrder(3, new Gate(tokens, answers));
    }

    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers();
    }

    @Bean
    HealthRoutes healthRoutes(JdbcClient db) {
        return new HealthRoutes(db);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(LONGEST_HEADERS));
                // Who sends too much still reads the 413: the rest is taken in and thrown away.
                connector.setProperty("maxSwallowSize", Integer.toString(MOST_SWALLOWED));
                // Who asks first, and is refused, need not send at all.
                connector.setProperty("continueResponseTiming", "onRead");
                connector.setProperty("maxParameterCount", "100");
                connector.setProperty("relaxedQueryChars", "");
                connector.setXpoweredBy(false);
            });
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
                    host.setErrorReportValveClass(JsonErrorValve.class.getName());
                }
            });
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addAll(parameters.all());
        resolvers.add(new BodyResolver());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters
                .disableDefaults()
                .withStringConverter(new StringHttpMessageConverter(java.nio.charset.StandardCharsets.UTF_8))
                .withJsonConverter(new JacksonJsonHttpMessageConverter(Json.MAPPER));
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        // A client that prefers HTML still gets JSON: there is nothing else.
        configurer.strategies(List.of(request -> List.of(MediaType.ALL)));
    }

    private static FilterRegistrationBean<OncePerRequestFilter> inOrder(int order, OncePerRequestFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}

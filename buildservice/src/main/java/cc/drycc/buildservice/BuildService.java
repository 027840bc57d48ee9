package cc.drycc.buildservice;

import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * A running build service.
 *
 * <p>Spring Boot inside, but none of its conventions outside: it reads neither files nor the environment nor arguments, it
 * leaves logging alone, and it is stopped by who started it.
 */
public final class BuildService implements AutoCloseable {

    private final ServletWebServerApplicationContext context;

    private BuildService(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /**
     * Migrates its tables and starts everything; returns when it answers.
     *
     * @throws RuntimeException when the database cannot be reached or the port is taken; nothing is left running
     */
    public static BuildService start(BuildServiceSettings settings, Surroundings surroundings) {
        Flyway.configure()
                .dataSource(surroundings.database())
                .locations("classpath:db/buildservice")
                .table("build_schema_history")
                // the platform's own tables may be in the same database
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        var application = application(settings, beans -> {
            beans.registerBean(BuildServiceSettings.class, () -> settings);
            beans.registerBean(Surroundings.class, () -> surroundings);
        });
        return new BuildService((ServletWebServerApplicationContext) application.run());
    }

    /** Where it listens; the real port when 0 was asked for. */
    public int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the build service is closed");
        }
        return server.getPort();
    }

    /** Ends open requests and breaks jobs off; the next start takes them up. */
    @Override
    public void close() {
        context.close();
    }

    private static SpringApplication application(
            BuildServiceSettings settings, Consumer<GenericApplicationContext> beans) {
        var application = new SpringApplication(Everything.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        application.setEnvironment(environment(settings));
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) beans::accept);
        return application;
    }

    private static StandardEnvironment environment(BuildServiceSettings settings) {
        var environment = new ClosedEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "buildservice",
                        Map.of(
                                "server.address", settings.host(),
                                "server.port", Integer.toString(settings.port()),
                                "server.shutdown", "immediate",
                                "spring.threads.virtual.enabled", "true",
                                "spring.main.lazy-initialization", "false",
                                "spring.jmx.enabled", "false",
                                "spring.web.resources.add-mappings", "false")));
        return environment;
    }

    /** Takes nothing from the process. */
    private static final class ClosedEnvironment extends StandardEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {}
    }

    /** Everything that is put together, named one by one. */
    @Configuration(proxyBeanMethods = false)
    @Import({Parts.class, WebParts.class})
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Everything {}
}

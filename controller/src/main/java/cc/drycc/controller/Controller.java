package cc.drycc.controller;

import cc.drycc.controller.accounts.Tokens;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.domains.DomainTable;
import cc.drycc.controller.pushes.PushDoor;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.controller.web.WebParts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A running controller.
 *
 * <p>Spring Boot inside, but none of its conventions outside: it reads neither files nor the environment nor arguments, it
 * leaves logging alone, and it is stopped by who started it.
 */
public final class Controller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private final ServletWebServerApplicationContext context;

    private Controller(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /**
     * Migrates the database and starts everything; returns when the API answers.
     *
     * @throws RuntimeException when the database cannot be reached or migrated; nothing is left running
     */
    public static Controller start(ControllerSettings settings, Surroundings surroundings) {
        Flyway.configure().dataSource(surroundings.database()).load().migrate();
        var application = application(beans -> {
            beans.registerBean(ControllerSettings.class, () -> settings);
            beans.registerBean(Surroundings.class, () -> surroundings);
        });
        return new Controller((ServletWebServerApplicationContext) application.run());
    }

    /**
     * Routes the apps as the last controller on this database left them; a new one does it again, but takes a while to
     * start. Does nothing with a database that is not migrated yet.
     */
    public static void publishApps(DataSource database, Routes routes) {
        var db = JdbcClient.create(database);
        try {
            new Publishing(new Apps(db), new SettingsTable(db), new DomainTable(db), routes).refreshAll();
        } catch (BadSqlGrammarException e) {
            LOG.info("event=apps-not-published-yet reason=\"the database is not migrated yet\"");
        }
    }

    /** Where the git server hands pushes in. */
    public PushDoor pushes() {
        return context.getBean(PushDoor.class);
    }

    /** The name of the account a token belongs to; empty when it is none. */
    public Optional<String> accountOf(String token) {
        return context.getBean(Tokens.class)
                .find(token)
                .map(signedIn -> signedIn.user().username());
    }

    /** The port of the API on 127.0.0.1. */
    public int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the controller is closed");
        }
        return server.getPort();
    }

    /** What was put together, for tests that look at all of it. */
    ApplicationContext context() {
        return context;
    }

    /** Ends open requests and stops everything that was started. */
    @Override
    public void close() {
        context.close();
    }

    private static SpringApplication application(Consumer<GenericApplicationContext> beans) {
        var application = new SpringApplication(Parts.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        application.setEnvironment(environment());
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) beans::accept);
        return application;
    }

    private static StandardEnvironment environment() {
        var environment = new ClosedEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "controller",
                        Map.of(
                                "server.address", "127.0.0.1",
                                "server.port", "0",
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
        protected void customizePropertySources(org.springframework.core.env.MutablePropertySources sources) {}
    }

    /** Everything that is put together, named one by one: scanning costs seconds and megabytes. */
    @Configuration(proxyBeanMethods = false)
    @Import({
        AccountParts.class,
        AppParts.class,
        ConfigParts.class,
        AutoscaleParts.class,
        BuilderParts.class,
        RegistryParts.class,
        ContractParts.class,
        DeployParts.class,
        DiffParts.class,
        EvidenceParts.class,
        EventParts.class,
        PtypeParts.class,
        QuotaParts.class,
        RunParts.class,
        SettingsParts.class,
        SourceParts.class,
        UploadParts.class,
        TerminalParts.class,
        WebParts.class
    })
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Parts {}
}

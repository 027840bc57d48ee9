package cc.drycc.buildservice;

import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.evidence.SigningKeys;
import cc.drycc.buildservice.intake.OrderReader;
import cc.drycc.buildservice.intake.TakeOrder;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.progress.Progress;
import cc.drycc.buildservice.run.EndJob;
import cc.drycc.buildservice.web.BuildRoutes;
import cc.drycc.buildservice.web.ErrorValve;
import cc.drycc.buildservice.web.EvidenceRoutes;
import cc.drycc.buildservice.web.Gate;
import cc.drycc.buildservice.web.JobRoutes;
import cc.drycc.buildservice.web.LogRoutes;
import cc.drycc.buildservice.web.OwnJobs;
import cc.drycc.buildservice.web.PlainRoutes;
import cc.drycc.buildservice.web.ProblemAnswers;
import cc.drycc.buildservice.web.Uploads;
import cc.drycc.imagebuilder.source.ExtractLimits;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.core.StandardHost;
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
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts the web layer together. */
@Configuration(proxyBeanMethods = false)
class WebParts implements WebMvcConfigurer {

    /** What a multipart request has besides its archive. */
    private static final long ROUND_THE_ARCHIVE = OrderReader.LARGEST + (64 << 10);

    private static final int PARTS = 16;
    private static final int PART_HEADER = 4 << 10;
    private static final int HEADERS = 16 << 10;

    @Bean
    FilterRegistrationBean<?> trailingSlash() {
        var registration = new FilterRegistrationBean<>(
                UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
        registration.setOrder(1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<?> gate(
            BuildServiceSettings settings, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        var registration = new FilterRegistrationBean<>(new Gate(settings.clients(), answers));
        registration.setOrder(2);
        return registration;
    }

    @Bean
    OwnJobs ownJobs(Jobs jobs) {
        return new OwnJobs(jobs);
    }

    @Bean
    BuildRoutes buildRoutes(OrderReader reader, TakeOrder take, Surroundings surroundings) {
        return new BuildRoutes(reader, take, new Uploads(surroundings.workFolder()));
    }

    @Bean
    JobRoutes jobRoutes(OwnJobs own, Jobs jobs, EndJob ends, JobEvidence evidence) {
        return new JobRoutes(own, jobs, ends, evidence);
    }

    @Bean
    EvidenceRoutes evidenceRoutes(OwnJobs own, JobEvidence evidence, SigningKeys keys) {
        return new EvidenceRoutes(own, evidence, keys);
    }

    @Bean
    LogRoutes logRoutes(OwnJobs own, Progress progress) {
        return new LogRoutes(own, progress);
    }

    @Bean
    PlainRoutes plainRoutes(JdbcClient db) {
        return new PlainRoutes(db);
    }

    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers();
    }

    /** Parts go to the work folder at once: nobody's archive is held in memory. */
    @Bean
    MultipartConfigElement multipart(Surroundings surroundings) throws IOException {
        long archive = ExtractLimits.DEFAULT.packed();
        return new MultipartConfigElement(
                Uploads.folder(surroundings.workFolder()).toString(), archive, archive + ROUND_THE_ARCHIVE, 0);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(HEADERS));
                connector.setProperty("maxParameterCount", "100");
                connector.setProperty("maxPartCount", Integer.toString(PARTS));
                connector.setProperty("maxPartHeaderSize", Integer.toString(PART_HEADER));
                connector.setXpoweredBy(false);
            });
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ErrorValve.class.getName());
                }
            });
        };
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters
                .disableDefaults()
                .withStringConverter(new StringHttpMessageConverter(StandardCharsets.UTF_8))
                .withJsonConverter(new JacksonJsonHttpMessageConverter(JsonMapper.shared()));
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.strategies(List.of(request -> List.of(MediaType.ALL)));
    }
}

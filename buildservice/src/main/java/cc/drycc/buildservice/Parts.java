package cc.drycc.buildservice;

import cc.drycc.buildservice.clients.Quotas;
import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.evidence.SigningKeys;
import cc.drycc.buildservice.fetch.Deliveries;
import cc.drycc.buildservice.fetch.Downloads;
import cc.drycc.buildservice.hooks.Errands;
import cc.drycc.buildservice.hooks.Webhooks;
import cc.drycc.buildservice.intake.OrderReader;
import cc.drycc.buildservice.intake.TakeOrder;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.jobs.SealedOrders;
import cc.drycc.buildservice.jobs.SourceArchives;
import cc.drycc.buildservice.progress.DatabaseProgress;
import cc.drycc.buildservice.progress.Progress;
import cc.drycc.buildservice.progress.RedisProgress;
import cc.drycc.buildservice.run.AttachEvidence;
import cc.drycc.buildservice.run.BuildAndPush;
import cc.drycc.buildservice.run.BuildTasks;
import cc.drycc.buildservice.run.EndJob;
import cc.drycc.buildservice.run.FetchSource;
import cc.drycc.buildservice.run.Registries;
import cc.drycc.buildservice.run.RunJob;
import cc.drycc.buildservice.run.RunningJobs;
import cc.drycc.imagebuilder.source.ExtractLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts orders, jobs and their execution together. */
@Configuration(proxyBeanMethods = false)
class Parts {

    private static final Duration DOWNLOAD = Duration.ofMinutes(5);
    private static final Duration PUSH = Duration.ofMinutes(10);
    private static final List<Duration> PUSH_PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(8));
    private static final Duration HOOK_PAUSE = Duration.ofSeconds(2);

    @Bean
    JdbcClient db(Surroundings surroundings) {
        return JdbcClient.create(surroundings.database());
    }

    @Bean
    TransactionTemplate transaction(Surroundings surroundings) {
        return new TransactionTemplate(new JdbcTransactionManager(surroundings.database()));
    }

    @Bean
    Jobs jobs(JdbcClient db, Surroundings surroundings) {
        return new Jobs(db, new SealedOrders(surroundings.seal()));
    }

    @Bean
    SourceArchives archives(Surroundings surroundings) {
        return new SourceArchives(surroundings.objects());
    }

    @Bean
    Progress progress(BuildServiceSettings settings, JdbcClient db) {
        return settings.redis()
                .<Progress>map(
                        redis -> new RedisProgress(redis.host(), redis.port(), redis.password(), settings.kept()))
                .orElseGet(() -> new DatabaseProgress(db));
    }

    @Bean
    Downloads downloads(BuildServiceSettings settings) {
        return new Downloads(settings.addresses(), ExtractLimits.DEFAULT.packed(), DOWNLOAD);
    }

    @Bean
    Deliveries deliveries(BuildServiceSettings settings) {
        return new Deliveries(settings.addresses());
    }

    @Bean
    Webhooks webhooks(Surroundings surroundings, Jobs jobs, Deliveries deliveries, BuildServiceSettings settings) {
        return new Webhooks(surroundings.database(), jobs, deliveries, settings.hookSecret(), HOOK_PAUSE);
    }

    @Bean(destroyMethod = "")
    Errands errands(
            Surroundings surroundings,
            Webhooks hooks,
            Jobs jobs,
            Progress progress,
            JobEvidence evidence,
            BuildServiceSettings settings) {
        return new Errands(
                surroundings.database(), surroundings.platform(), hooks, jobs, progress, evidence, settings.kept());
    }

    @Bean
    RunningJobs runningJobs() {
        return new RunningJobs();
    }

    @Bean
    EndJob endJob(
            Jobs jobs,
            Progress progress,
            SourceArchives archives,
            Webhooks hooks,
            RunningJobs running,
            TransactionTemplate transaction) {
        return new EndJob(jobs, progress, archives, hooks, running, transaction);
    }

    @Bean
    SigningKeys signingKeys(JdbcClient db, Surroundings surroundings) {
        return new SigningKeys(db, surroundings.seal());
    }

    @Bean
    JobEvidence jobEvidence(JdbcClient db, Surroundings surroundings, SigningKeys keys) {
        return new JobEvidence(
                db,
                surroundings.objects(),
                surroundings.images(),
                keys,
                surroundings.platform(),
                surroundings.version());
    }

    @Bean
    Registries registries(Surroundings surroundings, BuildServiceSettings settings) {
        return new Registries(surroundings.images(), settings.insecureRegistries(), PUSH, PUSH_PAUSES);
    }

    @Bean
    AttachEvidence attachEvidence(
            BuildServiceSettings settings, Registries registries, JobEvidence evidence, Progress progress) {
        return new AttachEvidence(settings.referrers(), registries, evidence, progress);
    }

    @Bean
    BuildAndPush buildAndPush(
            SourceArchives archives,
            Downloads downloads,
            Surroundings surroundings,
            BuildServiceSettings settings,
            Registries registries,
            JobEvidence evidence)
            throws IOException {
        return new BuildAndPush(
                new FetchSource(archives, downloads, surroundings.workFolder(), ExtractLimits.DEFAULT),
                surroundings.builder(),
                surroundings.images(),
                registries,
                new BuildAndPush.Naming(surroundings.imageNamespace()),
                settings.limits(),
                evidence);
    }

    @Bean
    RunJob runJob(
            Jobs jobs,
            Progress progress,
            BuildAndPush work,
            Surroundings surroundings,
            RunningJobs running,
            EndJob ends,
            AttachEvidence attach,
            BuildServiceSettings settings) {
        return new RunJob(
                jobs,
                progress,
                work,
                surroundings.turns(),
                running,
                ends,
                attach,
                settings.limits().logBytes());
    }

    /** Started and stopped by {@link Startup}. */
    @Bean(destroyMethod = "")
    BuildTasks buildTasks(Surroundings surroundings, BuildServiceSettings settings, RunJob run) {
        return new BuildTasks(surroundings.database(), surroundings.platform(), settings.atOnce(), run);
    }

    @Bean
    Startup startup(BuildAndPush work, BuildTasks tasks, Errands errands) {
        return new Startup(work, tasks, errands);
    }

    @Bean
    OrderReader orderReader(BuildServiceSettings settings) {
        return new OrderReader(settings.defaultRegistry());
    }

    @Bean
    TakeOrder takeOrder(
            Jobs jobs,
            SourceArchives archives,
            BuildTasks tasks,
            TransactionTemplate transaction,
            BuildServiceSettings settings) {
        return new TakeOrder(jobs, new Quotas(settings.quotas(), InstantSource.system()), archives, tasks, transaction);
    }
}

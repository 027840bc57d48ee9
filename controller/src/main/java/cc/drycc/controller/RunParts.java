package cc.drycc.controller;

import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.Tokens;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.BuildRoutes;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.CreateBuild;
import cc.drycc.controller.builds.PathImages;
import cc.drycc.controller.builds.PullImage;
import cc.drycc.controller.builds.PullSettings;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.config.PathConfig;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.evidence.KeepEvidence;
import cc.drycc.controller.keys.Keys;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.logs.FollowLog;
import cc.drycc.controller.logs.LogReader;
import cc.drycc.controller.logs.LogRoutes;
import cc.drycc.controller.logs.PlatformLines;
import cc.drycc.controller.logs.PodLog;
import cc.drycc.controller.pods.DescribePod;
import cc.drycc.controller.pods.PodRoutes;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.pushes.BuildPush;
import cc.drycc.controller.pushes.PushDoor;
import cc.drycc.controller.pushes.PushTranscript;
import cc.drycc.controller.pushes.ReceivePush;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.registry.RegistryImages;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.runs.RunCommand;
import cc.drycc.controller.runs.RunRoutes;
import cc.drycc.controller.scale.ScaleApp;
import cc.drycc.controller.scale.ScaleRoutes;
import cc.drycc.engine.Engine;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what people do with a running app: push, pull, scale, restart, run, read logs. */
@Configuration(proxyBeanMethods = false)
class RunParts {

    @Bean
    PushDoor pushDoor(
            TransactionTemplate transaction,
            Users users,
            Keys keys,
            Access access,
            Apps apps,
            Builds builds,
            Configs configs,
            PathConfig pathConfig,
            PathImages images,
            ReleaseLedger ledger,
            LaunchRelease launch,
            Deploys deploys,
            AppLog log,
            Surroundings surroundings,
            ControllerSettings settings,
            KeepEvidence evidence,
            UUID instance) {
        var build = new BuildPush(
                surroundings.objects(), surroundings.builder(), settings.imageRepository(), surroundings.workFolder());
        var receive = new ReceivePush(
                transaction,
                users,
                access,
                apps,
                builds,
                configs,
                pathConfig,
                images,
                ledger,
                launch,
                deploys,
                log,
                build,
                evidence,
                new PushTranscript(settings.address()),
                instance);
        return new PushDoor(keys, users, apps, access, receive);
    }

    @Bean
    PathConfig pathConfig(Configs configs) {
        return new PathConfig(configs);
    }

    @Bean
    PullImage pullImage(Engine engine, Apps apps, Access access, ControllerSettings settings) {
        return new PullImage(engine, apps, access, PullSettings.DEFAULT.with(settings.environment()));
    }

    @Bean
    PathImages pathImages(PullImage pull) {
        return new PathImages(pull);
    }

    @Bean
    BuildRoutes buildRoutes(
            TransactionTemplate transaction,
            Users users,
            Apps apps,
            Access access,
            Builds builds,
            ReleaseLedger ledger,
            Configs configs,
            PathConfig pathConfig,
            PullImage images,
            LaunchRelease launch,
            RegistryImages registryImages,
            UUID instance) {
        var create = new CreateBuild(
                transaction, users, access, apps, builds, ledger, configs, pathConfig, images, launch, instance);
        return new BuildRoutes(builds, ledger, configs, create, registryImages);
    }

    @Bean
    ScaleRoutes scaleRoutes(
            TransactionTemplate transaction,
            Apps apps,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            AppTurns turns,
            AppLog log,
            Quotas quotas) {
        return new ScaleRoutes(new ScaleApp(transaction, apps, ledger, runner, turns, log, quotas));
    }

    @Bean
    PodRoutes podRoutes(Engine engine, RestartPods restart, ReleaseLedger ledger, Builds builds) {
        return new PodRoutes(engine, restart, new DescribePod(engine, ledger, builds));
    }

    @Bean
    WhileAllowed whileAllowed(Tokens tokens, Apps apps, Access access) {
        return new WhileAllowed(tokens, apps, access);
    }

    @Bean
    RunCommand runCommand(ReleaseLedger ledger, ReleaseRunner runner, Engine engine, Quotas quotas) {
        return new RunCommand(ledger, runner, engine, quotas);
    }

    @Bean
    RunRoutes runRoutes(RunCommand run, WhileAllowed whileAllowed, AppLog log) {
        return new RunRoutes(run, whileAllowed, log);
    }

    @Bean
    LogReader logReader(Engine engine, PlatformLines platform) {
        return new LogReader(platform, engine);
    }

    @Bean
    PodLog podLog(Engine engine, LogReader reader) {
        return new PodLog(engine, reader);
    }

    @Bean
    LogRoutes logRoutes(
            Apps apps,
            Engine engine,
            PlatformLines platform,
            LogReader reader,
            PodLog pods,
            WhileAllowed whileAllowed) {
        return new LogRoutes(reader, new FollowLog(apps, engine, platform, reader), pods, whileAllowed);
    }
}

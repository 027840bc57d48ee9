package cc.drycc.controller;

import cc.drycc.controller.reconcile.Repositories;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.BuildImage;
import cc.drycc.imagebuilder.SourceTurns;
import cc.drycc.storage.ObjectStore;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * What a controller works with. All of it stays its owner's to close.
 *
 * @param database a pool of connections to the platform's PostgreSQL; its time-out for getting one bounds how long a
 *     request waits while the database is away
 * @param engine runs the apps
 * @param objects keeps source archives
 * @param builder makes images of them
 * @param workFolder where an archive lies while it is sent; belongs to this process alone
 * @param sources shared with the git server: one source of an app at a time
 * @param routes the edge
 * @param repositories the git server's repositories
 */
public record Surroundings(
        DataSource database,
        Engine engine,
        ObjectStore objects,
        BuildImage builder,
        Path workFolder,
        SourceTurns sources,
        Routes routes,
        Repositories repositories) {}

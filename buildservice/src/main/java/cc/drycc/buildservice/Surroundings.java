package cc.drycc.buildservice;

import cc.drycc.buildservice.jobs.Seal;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.storage.ObjectStore;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * What a build service works with. All of it stays its owner's to close.
 *
 * @param platform its id: lower-case letters, digits and hyphens
 * @param version of this program
 * @param imageNamespace what images are called by while they are in the engine, such as {@code drycc}; no Dockerfile may
 *     take from it
 * @param database a pool of connections to PostgreSQL
 * @param seal keeps passwords unreadable in it
 * @param images the engine's
 * @param builder of Dockerfiles
 * @param turns shared with everything else that builds on this machine
 * @param objects keeps archives until they are built
 * @param workFolder where uploads, downloads and sources lie meanwhile; belongs to this process alone
 */
public record Surroundings(
        String platform,
        String version,
        String imageNamespace,
        DataSource database,
        Seal seal,
        ImageStore images,
        ImageBuilder builder,
        BuildQueue turns,
        ObjectStore objects,
        Path workFolder) {}

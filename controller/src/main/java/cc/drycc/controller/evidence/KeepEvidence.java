package cc.drycc.controller.evidence;

import cc.drycc.api.ApiVersion;
import cc.drycc.api.BuildEvidence;
import cc.drycc.controller.builds.Builds;
import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.evidence.Component;
import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.InstalledPackages;
import cc.drycc.imagebuilder.evidence.Subject;
import cc.drycc.imagebuilder.referrers.Attachment;
import cc.drycc.imagebuilder.referrers.NotAttached;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how a build came about, before anything is released of it. */
public final class KeepEvidence {

    private static final Logger LOG = LoggerFactory.getLogger(KeepEvidence.class);

    private final Builds builds;
    private final ObjectStore objects;
    private final InstalledPackages packages;
    private final SigningKeys keys;
    private final String platform;
    private final InstantSource clock;
    private final Optional<PlatformRegistry> registry;

    /**
     * @param platform the platform's id
     * @param registry where images are that evidence is attached to, too; empty when they stay in the engine
     */
    public KeepEvidence(
            Builds builds,
            ObjectStore objects,
            ImageStore images,
            SigningKeys keys,
            String platform,
            InstantSource clock,
            Optional<PlatformRegistry> registry) {
        this.builds = builds;
        this.objects = objects;
        this.packages = new InstalledPackages(images);
        this.keys = keys;
        this.platform = platform;
        this.clock = clock;
        this.registry = registry;
    }

    /** Where the documents of an app's builds begin in object storage. */
    public static String prefix(AppName app) {
        return "evidence/" + app + "/";
    }

    /**
     * Writes the bill of materials and the signed statement, notes both with the build, and attaches them to the images in
     * the registry. That the last did not work is only told: the platform has them.
     *
     * @param log is told what was not attached
     * @throws StorageProblem when they cannot be kept
     * @throws EngineProblem when the images cannot be looked into
     */
    public void keep(Subject.Images subject, BuildFacts facts, BuildLog log) throws InterruptedException {
        var components = new TreeSet<Component>(facts.declared());
        subject.images().forEach(image -> components.addAll(packages.in(image.id())));
        var key = keys.current();
        var documents = Documents.write(
                subject, facts, components, platform, ApiVersion.PLATFORM, Optional.of(key), clock.instant());
        put(Document.SBOM, subject, documents.sbom().content());
        put(Document.PROVENANCE, subject, documents.provenance().content());
        builds.setEvidence(
                subject.build(),
                new BuildEvidence(
                        facts.builder(),
                        facts.builderVersion(),
                        "sha256:" + facts.sourceSha256(),
                        facts.bases().stream()
                                .map(base -> new BuildEvidence.Base(
                                        base.name(), base.id().value()))
                                .toList(),
                        facts.took().toMillis() / 1000.0,
                        facts.cacheHits(),
                        components.size(),
                        documents.sbomDigest(),
                        documents.provenanceDigest(),
                        key.id()));
        attach(subject, documents.all(), log);
    }

    private void attach(Subject.Images subject, List<Attachment> documents, BuildLog log) throws InterruptedException {
        if (registry.isEmpty()) {
            return;
        }
        for (var image : subject.images()) {
            if (image.pushed().isPresent()) {
                try {
                    registry.get().attach(image.pushed().get(), documents);
                } catch (NotAttached e) {
                    LOG.warn("event=evidence-not-attached app={} reason=\"{}\"", subject.app(), e.getMessage());
                    log.line(" !     The evidence is not attached in the registry (the platform has it): "
                            + e.getMessage());
                }
            }
        }
    }

    private void put(Document document, Subject.Images subject, byte[] content) {
        objects.put(document.key(subject.app(), subject.build()), new ByteArrayInputStream(content), content.length);
    }
}

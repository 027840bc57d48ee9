package cc.drycc.buildservice.evidence;

import cc.drycc.buildservice.jobs.Order;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Digest;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.evidence.Component;
import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.InstalledPackages;
import cc.drycc.imagebuilder.evidence.Subject;
import cc.drycc.imagebuilder.referrers.Attachment;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes down how the image of a job came about, and has it again. */
public final class JobEvidence {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvidence.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient db;
    private final ObjectStore objects;
    private final InstalledPackages packages;
    private final SigningKeys keys;
    private final String platform;
    private final String version;

    /**
     * @param platform the service's id
     * @param version of this program
     */
    public JobEvidence(
            JdbcClient db, ObjectStore objects, ImageStore images, SigningKeys keys, String platform, String version) {
        this.db = db;
        this.objects = objects;
        this.packages = new InstalledPackages(images);
        this.keys = keys;
        this.platform = platform;
        this.version = version;
    }

    /**
     * What the operating system's package managers have in an image that is in the engine.
     *
     * @throws EngineProblem when it cannot be looked into
     */
    public SortedSet<Component> installed(ImageId image) {
        return packages.in(image);
    }

    /**
     * Evidence that is kept, as it is attached to its image.
     *
     * @param image by its digest
     */
    public record Kept(ImageRef image, List<Attachment> documents) {}

    /**
     * Keeps the evidence of an image that is in its registry.
     *
     * @param installed what {@link #installed} found in it
     * @throws StorageProblem when it cannot be kept
     */
    public Kept keep(
            UUID job, Order order, ImageId image, SortedSet<Component> installed, Digest pushed, BuildFacts facts) {
        var components = new TreeSet<Component>(facts.declared());
        components.addAll(installed);
        var there =
                new ImageRef(order.image().value().replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "") + "@" + pushed);
        var subject = new Subject.Images(
                job,
                new AppName("build-" + job),
                "",
                List.of(new Subject.Made(order.image(), image, Optional.of(there))));
        var key = keys.current();
        var documents = Documents.write(
                subject,
                facts,
                components,
                platform,
                version,
                Optional.of(key),
                InstantSource.system().instant());
        put(Document.SBOM, job, documents.sbom().content());
        put(Document.PROVENANCE, job, documents.provenance().content());
        db.sql("update build_jobs set evidence = :evidence where id = :id")
                .param("evidence", summary(facts, components.size(), documents, key.id()))
                .param("id", job)
                .update();
        return new Kept(there, documents.all());
    }

    /** Notes that it is attached to its image. */
    public void attached(UUID job) {
        db.sql(
                        "update build_jobs set evidence = jsonb_set(evidence::jsonb, '{Attached}', 'true') where id = :id and evidence is not null")
                .param("id", job)
                .update();
    }

    private void put(Document document, UUID job, byte[] content) {
        objects.put(document.key(job), new ByteArrayInputStream(content), content.length);
    }

    private static String summary(BuildFacts facts, int components, Documents documents, String key) {
        var summary = JSON.createObjectNode()
                .put("Builder", facts.builder())
                .put("BuilderVersion", facts.builderVersion())
                .put("Source", "sha256:" + facts.sourceSha256());
        var bases = summary.putArray("Bases");
        facts.bases()
                .forEach(base -> bases.addObject()
                        .put("Name", base.name())
                        .put("Id", base.id().value()));
        return summary.put("Seconds", facts.took().toMillis() / 1000.0)
                .put("CacheHits", facts.cacheHits())
                .put("Components", components)
                .put("Sbom", documents.sbomDigest())
                .put("Provenance", documents.provenanceDigest())
                .put("Key", key)
                .toString();
    }

    /** The summary of a job's evidence; empty when there is none. */
    public Optional<JsonNode> summary(UUID job) {
        return db.sql("select evidence from build_jobs where id = :id and evidence is not null")
                .param("id", job)
                .query(String.class)
                .optional()
                .map(JSON::readTree);
    }

    /** Opens a document; the caller closes it. Empty when it is not there. */
    public Optional<InputStream> open(UUID job, Document document) {
        try {
            return Optional.of(objects.open(document.key(job)));
        } catch (StorageProblem e) {
            if (e.kind() == StorageProblem.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Removes the documents of jobs that are forgotten. */
    public void forget(List<UUID> jobs) {
        for (UUID job : jobs) {
            try {
                objects.deletePrefix(Document.prefix(job));
            } catch (StorageProblem e) {
                LOG.warn("job={} event=evidence-left reason=\"{}\"", job, e.getMessage());
            }
        }
    }
}

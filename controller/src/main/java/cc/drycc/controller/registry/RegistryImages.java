package cc.drycc.controller.registry;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The images in the registry, by app. */
public final class RegistryImages {

    private final JdbcClient db;

    public RegistryImages(JdbcClient db) {
        this.db = db;
    }

    /** Notes where the images of a build are; in the transaction that ends it. */
    public void add(UUID build, Collection<PushedImage> images) {
        for (var image : images) {
            db.sql("""
                            insert into registry_images (app_uuid, image_id, local, reference)
                            select app_uuid, :id, :local, :reference from builds where uuid = :build
                            on conflict (app_uuid, image_id) do update
                               set local = excluded.local, reference = excluded.reference, pushed = now()
                            """)
                    .param("build", build)
                    .param("id", image.id().value())
                    .param("local", image.local().value())
                    .param("reference", image.reference().value())
                    .update();
        }
    }

    /** Where an image of an app is; empty when it was never sent to a registry. */
    public Optional<PushedImage> find(UUID app, ImageId id) {
        return db.sql("select local, reference from registry_images where app_uuid = :app and image_id = :id")
                .param("app", app)
                .param("id", id.value())
                .query((rs, row) -> new PushedImage(
                        id, new ImageRef(rs.getString("local")), new ImageRef(rs.getString("reference"))))
                .optional();
    }
}

package cc.drycc.controller.builds;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One attempt to make an image for an app.
 *
 * @param uuid its identity
 * @param app the app's uuid
 * @param owner who asked for it; empty when the account is gone
 * @param state how far it came
 * @param stack {@code container}, {@code buildpack}, …
 * @param sha the commit; empty for a pulled image
 * @param image the name a person knows the image by
 * @param imageId what releases run; empty until it is built
 * @param procfile process types and their commands; empty when the image's own command is all there is
 * @param dockerfile the Dockerfile's text; empty for other stacks
 * @param archive key of the source archive in object storage; empty for a pulled image
 * @param failure why it failed; empty otherwise
 * @param created when it started
 * @param updated when it last changed
 */
public record Build(
        UUID uuid,
        UUID app,
        String owner,
        State state,
        String stack,
        String sha,
        String image,
        Optional<ImageId> imageId,
        SortedMap<ProcessType, String> procfile,
        String dockerfile,
        String archive,
        String failure,
        Instant created,
        Instant updated) {

    /** How far a build came. */
    public enum State {
        BUILDING,
        BUILT,
        FAILED
    }

    public Build {
        procfile = Collections.unmodifiableSortedMap(new TreeMap<>(procfile));
    }

    /** The process types this build can run: those of its Procfile, else {@code web} (seed 5.5). */
    public Set<ProcessType> processTypes() {
        return procfile.isEmpty() ? Set.of(ProcessType.WEB) : procfile.keySet();
    }
}

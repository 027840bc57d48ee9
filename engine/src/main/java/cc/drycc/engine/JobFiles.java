package cc.drycc.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a job finds in its container, keeps for later jobs, and leaves. Nothing of this machine is mounted: files are copied,
 * so the engine may be elsewhere.
 *
 * @param in tar archives that are unpacked at the container's root before it starts, with the owners they name
 * @param kept a folder that outlives the job
 * @param out what is copied out of the container when its process has ended with code 0
 */
public record JobFiles(List<Path> in, Optional<Kept> kept, Optional<Out> out) {

    /** None of it. */
    public static final JobFiles NONE = new JobFiles(List.of(), Optional.empty(), Optional.empty());

    /**
     * A folder of the app that only its own jobs see; gone with the app.
     *
     * @param name which of the app's folders: letters of a pod name
     * @param path where it is in the container
     */
    public record Kept(PodName name, String path) {}

    /**
     * A folder that is copied out.
     *
     * @param folder in the container; its last part is what names in the archive start with
     * @param archive the tar file that is made
     * @param maxBytes of the archive
     */
    public record Out(String folder, Path archive, long maxBytes) {}

    public JobFiles {
        in = List.copyOf(in);
    }
}

package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.AppName;
import cc.drycc.engine.JobFiles;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folders of apps that outlive the jobs that use them: volumes of the engine, found again by their labels. */
public final class KeptFolders {

    private final Daemon daemon;
    private final Labels labels;

    public KeptFolders(Daemon daemon, Labels labels) {
        this.daemon = daemon;
        this.labels = labels;
    }

    /** Makes the volume unless it is there. */
    public Bind bind(AppName app, JobFiles.Kept folder) {
        String name = "drycc-%s-%s-%s".formatted(labels.platform(), app, folder.name());
        Map<String, String> own = labels.with(Map.of(Labels.APP, app.value()));
        try {
            daemon.call(docker ->
                    docker.createVolumeCmd().withName(name).withLabels(own).exec());
        } catch (Refused e) {
            if (!e.words().contains("already exists")) { // Podman, where Docker is content
                throw e;
            }
        }
        return new Bind(name, new Volume(folder.path()));
    }

    /** Removes those of this platform that carry these labels as well; one that is in use is left. */
    public void remove(Map<String, String> also) {
        Map<String, String> wanted = new HashMap<>(also);
        wanted.putAll(labels.ours());
        for (InspectVolumeResponse volume : all()) {
            Map<String, String> has = Optional.ofNullable(volume.getLabels()).orElse(Map.of());
            if (has.entrySet().containsAll(wanted.entrySet())) {
                remove(volume.getName());
            }
        }
    }

    private List<InspectVolumeResponse> all() {
        return Optional.ofNullable(
                        daemon.call(docker -> docker.listVolumesCmd().exec()).getVolumes())
                .orElse(List.of());
    }

    private void remove(String name) {
        try {
            daemon.call(docker -> docker.removeVolumeCmd(name).exec());
        } catch (Refused e) {
            if (!e.notFound() && e.status() != 409) {
                throw e;
            }
        }
    }
}

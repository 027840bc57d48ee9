package cc.drycc.engine.docker.terminals;

import cc.drycc.engine.Attached;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.PodName;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.Hijacked;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.pods.StartFailure;
import java.util.List;
import java.util.UUID;

/** Starts commands in pods. */
public final class PodExec {

    private final Containers containers;
    private final Exec exec;
    private final EndOfExec end;
    private final Labels labels;

    public PodExec(Containers containers, Exec exec, EndOfExec end, Labels labels) {
        this.containers = containers;
        this.exec = exec;
        this.end = end;
        this.labels = labels;
    }

    /** See {@link cc.drycc.engine.Engine#exec}. */
    public Attached start(PodName pod, List<String> command, Interaction interaction) {
        Container container = containers
                .look(pod.value())
                .filter(found -> labels.platform().equals(found.labels().get(Labels.PLATFORM)))
                .orElseThrow(() -> new EngineProblem("There is no pod %s (any more)".formatted(pod)));
        if (container.phase() != Container.Phase.RUNNING) {
            throw new EngineProblem("Pod %s does not run now".formatted(pod));
        }
        String mark = UUID.randomUUID().toString();
        try {
            String id = exec.create(container.id(), command, interaction, environment(interaction, mark));
            Hijacked pipe = exec.start(id, interaction);
            ExecProcess process = new ExecProcess(id, container.id(), mark, interaction, pipe, exec, end);
            interaction.terminal().ifPresent(process::resize);
            return process;
        } catch (Refused e) {
            return new NotStarted(StartFailure.explain(e));
        }
    }

    private static List<String> environment(Interaction interaction, String mark) {
        String marked = EndOfExec.MARK + "=" + mark;
        return interaction.terminal().isPresent() ? List.of(marked, "TERM=xterm-256color") : List.of(marked);
    }
}

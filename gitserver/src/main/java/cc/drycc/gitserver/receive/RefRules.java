package cc.drycc.gitserver.receive;

import cc.drycc.gitserver.GitServerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/** Which of the refs in a push may be built: one branch, made or moved. Everything else is refused with its reason. */
final class RefRules {

    private final GitServerSettings settings;

    RefRules(GitServerSettings settings) {
        this.settings = settings;
    }

    /** Marks what is refused and gives the one branch that is left, if there is one. */
    Optional<ReceiveCommand> branchToBuild(Collection<ReceiveCommand> commands) {
        commands.forEach(command -> refusal(command).ifPresent(reason -> reject(command, reason)));
        List<ReceiveCommand> left = commands.stream()
                .filter(command -> command.getResult() == Result.NOT_ATTEMPTED)
                .toList();
        if (left.size() > 1) {
            left.forEach(command -> reject(command, "push one branch at a time"));
            return Optional.empty();
        }
        return left.stream().findFirst();
    }

    private Optional<String> refusal(ReceiveCommand command) {
        var ref = command.getRefName();
        if (ref.startsWith(Constants.R_TAGS)) {
            return Optional.of("tags are not built; push a branch");
        }
        if (!ref.startsWith(Constants.R_HEADS)) {
            return Optional.of("only branches can be pushed");
        }
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return Optional.of("branches cannot be deleted here; to remove the app: drycc destroy");
        }
        if (!settings.branches().matcher(branch(command)).matches()) {
            return Optional.of("this branch name is not built here; push to another, for example master");
        }
        return Optional.empty();
    }

    static String branch(ReceiveCommand command) {
        return command.getRefName().substring(Constants.R_HEADS.length());
    }

    static void reject(ReceiveCommand command, String reason) {
        command.setResult(Result.REJECTED_OTHER_REASON, PusherLine.clean(reason));
    }
}

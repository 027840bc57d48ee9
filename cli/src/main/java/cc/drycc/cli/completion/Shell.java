package cc.drycc.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The shells we make scripts for. */
public enum Shell {
    BASH,
    ZSH,
    FISH;

    /**
     * What the shell is to run once.
     *
     * @param all {@code drycc} with every word a command line may begin with
     */
    public String script(CommandLine all) {
        return switch (this) {
            // zsh understands it too: the script loads bashcompinit there
            case BASH, ZSH -> AutoComplete.bash("drycc", all);
            case FISH -> new Fish(all).script();
        };
    }
}

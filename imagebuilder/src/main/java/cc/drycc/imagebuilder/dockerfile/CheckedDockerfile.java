package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.bases.BorrowedImages;
import cc.drycc.imagebuilder.evidence.BaseImage;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.ssh.SshKey;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The Dockerfile of a build, in which nothing was found that may not be there. */
public final class CheckedDockerfile {

    /** What it is called unless somebody says otherwise. */
    public static final String NAME = "Dockerfile";

    /** How a complaint begins, whatever the file is called. */
    private static final Pattern OF_DOCKERFILE = Pattern.compile("^Dockerfile(?= line )");

    /** What joins the next line. */
    private static final Pattern LINE_END = Pattern.compile("[\\\\`]\\s*$");

    private static final Set<String> ACTING = Set.of("ADD", "COPY", "RUN", "WORKDIR");

    private final BuildRequest request;
    private final ImageStore store;
    private final Dockerfile file;
    private final Map<String, ImageRef> images;
    private final RunRules.Mounted mounted;
    private final Ports ports;

    /** The images it was given, by how it writes them. */
    private final Map<String, Image> taken = new LinkedHashMap<>();

    private CheckedDockerfile(
            BuildRequest request,
            ImageStore store,
            Dockerfile file,
            Map<String, ImageRef> images,
            RunRules.Mounted mounted,
            Ports ports) {
        this.request = request;
        this.store = store;
        this.file = file;
        this.images = images;
        this.mounted = mounted;
        this.ports = ports;
    }

    /**
     * Reads and checks the one the request names.
     *
     * @param store where the names of images lead
     * @param mounts what the builder can mount
     * @throws BuildFailed naming the line that is wrong
     * @throws SourceRefused when it is no plain text file
     */
    public static CheckedDockerfile of(BuildRequest request, ImageStore store, Mounts mounts)
            throws BuildFailed, SourceRefused, IOException {
        var name = request.recipe().dockerfile();
        var text = request.source().text(name);
        if (text.isEmpty()) {
            throw new BuildFailed(
                    "There is no " + name + (name.equals(NAME) ? " at the top of" : " in") + " the source");
        }
        try {
            var file = Dockerfile.parse(text.get());
            var mounted = RunRules.check(file, mounts, request.config());
            AddRules.check(file);
            var images = ImageSources.check(file, request, store);
            var ports = request.recipe().processType().equals(ProcessType.WEB)
                    ? Ports.of(file, request.config())
                    : Ports.NONE;
            return new CheckedDockerfile(request, store, file, images, mounted, ports);
        } catch (BuildFailed e) {
            throw new BuildFailed(
                    OF_DOCKERFILE.matcher(String.valueOf(e.getMessage())).replaceFirst(Matcher.quoteReplacement(name)));
        }
    }

    /** As it was written. */
    public String text() {
        return file.text();
    }

    /** The images it takes something from, by how it writes them: {@code $BASE:1} → {@code busybox:1}. */
    public Map<String, ImageRef> images() {
        return images;
    }

    /**
     * Has them all in the engine's store.
     *
     * @return them by how the Dockerfile writes them
     * @throws BuildFailed naming the line whose image is not to be had
     */
    public Map<String, Image> take(BorrowedImages bases, BuildLog log) throws BuildFailed, InterruptedException {
        taken.clear();
        for (var one : images.entrySet()) {
            try {
                taken.put(one.getKey(), bases.take(one.getValue(), log));
            } catch (BuildFailed e) {
                throw new BuildFailed(at(one.getKey()) + e.getMessage());
            }
        }
        return Collections.unmodifiableMap(taken);
    }

    /** Whether it has an {@code ARG} of this name. */
    public boolean declares(String argument) {
        return file.instructions().stream()
                .filter(instruction -> instruction.keyword().equals("ARG"))
                .flatMap(instruction -> instruction.words().stream())
                .anyMatch(word -> word.replaceFirst("=.*", "").equals(argument));
    }

    /**
     * The same with values for its {@code ARG}s, and without a frontend to fetch: for a builder that takes arguments on its
     * command line only, which everybody can read.
     *
     * @throws BuildFailed when a value cannot be written there
     */
    public String withArguments(Map<String, String> values) throws BuildFailed {
        return new GivenArguments(file).write(values);
    }

    /** The values of the config it mounts, by their names: never logged. */
    public Map<String, String> secrets() {
        return mounted.secrets();
    }

    /** The key an SSH agent must have for it, when it mounts one. */
    public Optional<SshKey> agentKey() {
        return mounted.agent();
    }

    /**
     * Where an instruction is, to begin a complaint with: {@code Dockerfile line 3 (RUN make): }.
     *
     * @param stage from 1
     * @param step inside the stage, its {@code FROM} is 1
     * @return empty when there is none
     */
    public String at(int stage, int step) {
        return instruction(stage, step).map(this::at).orElse("");
    }

    /** The same of the first instruction that takes something from an image. */
    public String at(String imageAsWritten) {
        return file.instructions().stream()
                .filter(one -> (one.keyword().equals("FROM") && one.words().contains(imageAsWritten))
                        || one.flags().stream().anyMatch(flag -> flag.contains("from=" + imageAsWritten)))
                .findFirst()
                .map(this::at)
                .orElse("");
    }

    private String at(Instruction found) {
        return "%s line %d (%s): ".formatted(request.recipe().dockerfile(), found.line(), found.shown());
    }

    /** An instruction as it was written, on one line; empty when there is none. */
    public String shown(int stage, int step) {
        return instruction(stage, step).map(Instruction::shown).orElse("");
    }

    /**
     * An instruction of a stage.
     *
     * @param stage from 1
     * @param step inside the stage, its {@code FROM} is 1
     * @param steps how many the stage has
     */
    public record Place(int stage, int step, int steps) {}

    /**
     * Finds an instruction among those that change files, which is how BuildKit counts.
     *
     * @param stage its name, {@code stage-0} when it has none, or empty when it is the only one
     * @param number from 1
     * @param text how it begins
     */
    public Optional<Place> acting(String stage, int number, String text) {
        int current = 0;
        int step = 0;
        int count = 0;
        var all = file.instructions();
        for (int i = 0; i < all.size(); i++) {
            Instruction one = all.get(i);
            if (one.keyword().equals("FROM")) {
                current++;
                step = 0;
                count = 0;
            }
            step++;
            count += ACTING.contains(one.keyword()) ? 1 : 0;
            boolean here =
                    stage.isEmpty() || stage.equals("stage-" + (current - 1)) || stage.equalsIgnoreCase(name(current));
            if (here
                    && current > 0
                    && count == number
                    && ACTING.contains(one.keyword())
                    && text.startsWith(one.keyword())) {
                return Optional.of(new Place(current, step, step + following(i)));
            }
        }
        return Optional.empty();
    }

    /**
     * Finds an instruction by its first line.
     *
     * @param firstLine as it was written
     * @return empty when none or several begin like that
     */
    public Optional<Place> beginning(String firstLine) {
        String wanted = LINE_END.matcher(firstLine).replaceFirst("").strip().replaceAll("[ \\t]+", " ");
        var all = file.instructions();
        var found = IntStream.range(0, all.size())
                .filter(i -> all.get(i).whole().regionMatches(true, 0, wanted, 0, wanted.length()))
                .toArray();
        return wanted.isEmpty() || found.length != 1 ? Optional.empty() : Optional.of(place(found[0]));
    }

    private Place place(int index) {
        var before = file.instructions().subList(0, index + 1);
        int stages = (int)
                before.stream().filter(one -> one.keyword().equals("FROM")).count();
        int from = before.stream().map(Instruction::keyword).toList().lastIndexOf("FROM");
        return new Place(stages, index - from + 1, index - from + 1 + following(index));
    }

    private String name(int stage) {
        return instruction(stage, 1)
                .filter(from -> from.words().size() == 3)
                .map(from -> from.words().get(2))
                .orElse("");
    }

    private int following(int index) {
        return (int) file.instructions().stream()
                .skip(index + 1L)
                .takeWhile(instruction -> !instruction.keyword().equals("FROM"))
                .count();
    }

    private Optional<Instruction> instruction(int stage, int step) {
        var all = file.instructions();
        int stages = 0;
        for (int i = 0; i < all.size(); i++) {
            stages += all.get(i).keyword().equals("FROM") ? 1 : 0;
            if (stages == stage && all.get(i).keyword().equals("FROM") && i + step - 1 < all.size()) {
                return Optional.of(all.get(i + step - 1));
            }
        }
        return Optional.empty();
    }

    /**
     * Makes of an image in the engine what the builder answers.
     *
     * @throws BuildFailed when it exposes several ports, or carries other labels than ours: by those an image is found,
     *     kept from other apps and cleaned up, whatever {@code LABEL} said
     */
    public BuiltImage built(Image image) throws BuildFailed {
        if (!image.labels().entrySet().containsAll(request.labels().entrySet())) {
            store.remove(image.id());
            throw new BuildFailed("The Dockerfile changes labels of the platform: remove LABEL cc.drycc.… from it");
        }
        return new BuiltImage(request.image(), image.id(), ports.of(image), text()).upon(bases());
    }

    private List<BaseImage> bases() {
        return taken.entrySet().stream()
                .map(one -> new BaseImage(
                        Objects.requireNonNull(images.get(one.getKey())).value(),
                        one.getValue().id()))
                .distinct()
                .toList();
    }
}

package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import cc.drycc.imagebuilder.source.Scratch;
import cc.drycc.imagebuilder.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A builder that is an executable, asked once what it is and then called for each build. */
final class ProgramBuilder implements ImageBuilder {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long ABOUT_BYTES = 64 << 10;

    private final String name;
    private final Program program;
    private final Protocol.Answer.About about;
    private final ImageStore images;

    private ProgramBuilder(String name, Program program, Protocol.Answer.About about, ImageStore images) {
        this.name = name;
        this.program = program;
        this.about = about;
        this.images = images;
    }

    /**
     * Asks an executable what it is.
     *
     * @throws AddonBroken when it does not say so, or speaks another version of the protocol
     */
    static ProgramBuilder ask(String name, Path file, ImageStore images) throws AddonBroken, InterruptedException {
        if (!Files.isExecutable(file)) {
            throw new AddonBroken("it may not be executed: chmod +x " + file.getFileName());
        }
        var program = new Program(file);
        var answers = new ProgramAnswers(line -> {}, ABOUT_BYTES);
        try {
            Path folder = Files.createTempDirectory("drycc-builder-");
            try {
                int code = program.run(List.of("about"), folder, Map.of(), Protocol.about(), answers, ANSWER);
                if (code != 0) {
                    throw new AddonBroken("asked what it is, it exited with code " + code);
                }
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (TimeoutException e) {
            throw new AddonBroken("asked what it is, it did not answer in " + ANSWER.toSeconds() + " s");
        } catch (Unwanted e) {
            throw new AddonBroken(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new AddonBroken(AddonBroken.words(e));
        }
        var about = answers.about().orElseThrow(() -> new AddonBroken("it did not say what it is"));
        if (about.protocol() != Protocol.VERSION) {
            throw new AddonBroken(
                    "it speaks protocol %d, this platform %d".formatted(about.protocol(), Protocol.VERSION));
        }
        return new ProgramBuilder(name, program, about, images);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return about.version();
    }

    @Override
    public String description() {
        return about.supports();
    }

    @Override
    public boolean supports(Source source) {
        return about.files().stream()
                .filter(file -> !file.isEmpty() && !file.contains("/") && !file.equals("..") && !file.equals("."))
                .anyMatch(source::has);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log) throws BuildFailed, IOException, InterruptedException {
        try (Scratch scratch = request.source().scratch();
                Scratch own = request.source().scratch()) {
            Path work = scratch.folder().toRealPath();
            var answers = new ProgramAnswers(log, request.limits().logBytes());
            int code = run(request, work, answers);
            var accept = new AcceptImage(name, images);
            return accept.accept(request, answers.result(name, code), work, own.folder());
        }
    }

    private int run(BuildRequest request, Path work, ProgramAnswers answers)
            throws BuildFailed, IOException, InterruptedException {
        try {
            return program.run(
                    List.of("build"),
                    work,
                    names(request, work),
                    Protocol.build(request, work),
                    answers,
                    request.limits().time());
        } catch (TimeoutException e) {
            throw new BuildFailed("The builder %s did not end after %d s and was stopped"
                    .formatted(name, request.limits().time().toSeconds()));
        } catch (Unwanted e) {
            throw new BuildFailed("The builder " + name + " was stopped: " + e.getMessage());
        }
    }

    /** So that a shell script needs no JSON; nothing in here is secret. */
    private static Map<String, String> names(BuildRequest request, Path work) {
        return Map.of(
                "DRYCC_APP", request.app().value(),
                "DRYCC_SHA", request.sha(),
                "DRYCC_SOURCE", request.source().root().toString(),
                "DRYCC_WORK", work.toString(),
                "DRYCC_IMAGE", request.image().value());
    }
}

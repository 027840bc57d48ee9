package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.bases.BorrowedImages;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every image a Dockerfile takes something from, and the rule that none of them is another app's. The engine's store is
 * shared by all apps, so a name of our own namespace, or an id of any image we built, must not open it. Names are judged
 * by their text; whatever a name leads to in the store is judged by the label we put there.
 */
final class ImageSources {

    /** Where engines look for a name without a host, or put one. */
    private static final Pattern DEFAULT_HOST =
            Pattern.compile("^(?:docker\\.io|index\\.docker\\.io|registry-1\\.docker\\.io|localhost(?::[0-9]+)?)/");

    private static final Pattern STAGE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    private final BuildRequest request;
    private final ImageStore images;
    private final Arguments arguments;
    private final Set<String> stages = new HashSet<>();
    private final Map<String, ImageRef> taken = new LinkedHashMap<>();
    private final Map<ImageRef, Optional<Image>> found = new HashMap<>();
    private int stageCount;

    private ImageSources(BuildRequest request, ImageStore images, Arguments arguments) {
        this.request = request;
        this.images = images;
        this.arguments = arguments;
    }

    /**
     * Checks them all.
     *
     * @return those the build takes something from, by how the Dockerfile writes them
     * @throws BuildFailed naming the line that takes what it may not
     */
    static Map<String, ImageRef> check(Dockerfile file, BuildRequest request, ImageStore images) throws BuildFailed {
        var sources = new ImageSources(request, images, Arguments.of(file, request));
        for (Instruction instruction : file.instructions()) {
            sources.check(instruction);
        }
        return Collections.unmodifiableMap(sources.taken);
    }

    private void check(Instruction instruction) throws BuildFailed {
        switch (instruction.keyword()) {
            case "FROM" -> checkFrom(instruction);
            case "COPY", "ADD" -> {
                for (String from : instruction.flagValues("from")) {
                    checkSource(instruction, from);
                }
            }
            case "RUN" -> checkMounts(instruction);
            case "ONBUILD" -> {
                var inner = instruction.inner();
                if (List.of("FROM", "ONBUILD", "MAINTAINER").contains(inner.keyword())) {
                    throw instruction.failed("ONBUILD " + inner.keyword() + " is not allowed");
                }
                var before = Map.copyOf(taken);
                check(inner);
                taken.keySet().retainAll(before.keySet()); // what this build does not take itself
            }
            default -> {
                // takes nothing from an image
            }
        }
    }

    private void checkFrom(Instruction from) throws BuildFailed {
        var words = from.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            throw from.failed("FROM needs one image, and a stage name after AS when it has one");
        }
        String image = arguments.expand(from, words.getFirst());
        if (!image.equals("scratch") && !stages.contains(image)) {
            checkImage(from, image);
            taken.put(words.getFirst(), new ImageRef(image));
        }
        if (named) {
            if (!STAGE.matcher(words.get(2)).matches()) {
                throw from.failed("a stage name has letters, digits, dots, hyphens and underscores only");
            }
            stages.add(words.get(2));
        }
        stageCount++;
    }

    private void checkMounts(Instruction run) throws BuildFailed {
        for (String mount : run.flagValues("mount")) {
            for (String option : mount.split(",")) {
                if (option.startsWith("from=")) {
                    checkSource(run, option.substring("from=".length()));
                }
            }
        }
    }

    private void checkSource(Instruction instruction, String source) throws BuildFailed {
        boolean earlierStage = source.matches("[0-9]{1,4}") && Integer.parseInt(source) < stageCount;
        if (!earlierStage && !stages.contains(source)) {
            checkImage(instruction, source);
            taken.put(source, new ImageRef(source));
        }
    }

    private void checkImage(Instruction instruction, String name) throws BuildFailed {
        if (!ImageRef.isValid(name)) {
            throw instruction.failed("\"" + shown(name) + "\" is no image reference and no stage before this line");
        }
        if (ImageRef.isAmbiguous(name)) {
            throw instruction.failed("\"" + shown(name) + "\": images can be used by name and tag only");
        }
        if (isNamedLikeAnother(name)) {
            throw notYours(instruction, name);
        }
        Optional<Image> known = found.computeIfAbsent(new ImageRef(name), images::find);
        if (known.isPresent()
                && (BorrowedImages.isAnothers(known.get(), request) || isAlsoNamedLikeAnother(known.get()))) {
            throw notYours(instruction, name);
        }
    }

    /** In the namespace that our apps' images share, but not this app's repository: refused even before it exists. */
    private boolean isNamedLikeAnother(String name) {
        String own = repository(request.image().value());
        String other = repository(DEFAULT_HOST.matcher(name).replaceFirst(""));
        String namespace = own.substring(0, own.lastIndexOf('/') + 1);
        return !namespace.isEmpty() && other.startsWith(namespace) && !other.equals(own);
    }

    /** Under whatever name it was found: while it is pushed, an image of another build also has the name of its target. */
    private boolean isAlsoNamedLikeAnother(Image image) {
        return image.tags().stream().anyMatch(tag -> isNamedLikeAnother(tag.value()));
    }

    private static String repository(String name) {
        return name.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "");
    }

    private static BuildFailed notYours(Instruction instruction, String name) {
        return instruction.failed("unauthorized: \"" + shown(name) + "\" is the image of another app");
    }

    private static String shown(String name) {
        String clean = name.replaceAll("[^ -~]", "?");
        return clean.length() > 100 ? clean.substring(0, 100) + "…" : clean;
    }
}

package cc.drycc.builder.buildpacks;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a builder image says of itself (platform specification, "Builder"). */
final class BuilderImage {

    /** Those we speak, best first; before 0.12 no layout could be exported. */
    private static final List<String> PLATFORM_APIS = List.of("0.14", "0.13", "0.12");

    private static final int MAX_ID = 1 << 24;

    private final ImageRef name;
    private final Image image;
    private final JsonNode metadata;

    private BuilderImage(ImageRef name, Image image, JsonNode metadata) {
        this.name = name;
        this.image = image;
        this.metadata = metadata;
    }

    /** @throws BuildFailed when it is no builder image */
    static BuilderImage of(ImageRef name, Image image) throws BuildFailed {
        String label = image.labels().get("io.buildpacks.builder.metadata");
        if (label == null) {
            throw new BuildFailed(
                    "%s is no builder image: its label io.buildpacks.builder.metadata is missing".formatted(name));
        }
        try {
            return new BuilderImage(name, image, new JsonMapper().readTree(label));
        } catch (JacksonException e) {
            throw new BuildFailed(
                    "%s is no builder image: its label io.buildpacks.builder.metadata is no JSON".formatted(name));
        }
    }

    ImageRef reference() {
        return image.id().asRef();
    }

    /** The newest version of the platform's side that both of us know. */
    String platformApi() throws BuildFailed {
        JsonNode supported = metadata.at("/lifecycle/apis/platform/supported");
        if (!supported.isArray() || supported.isEmpty()) {
            return "0.13";
        }
        var theirs = supported.valueStream().map(api -> api.asString("")).toList();
        return PLATFORM_APIS.stream()
                .filter(theirs::contains)
                .findFirst()
                .orElseThrow(() ->
                        new BuildFailed("The lifecycle of %s is too old: it knows platform API %s, and 0.12 is needed"
                                .formatted(name, String.join(", ", theirs))));
    }

    /** What apps are made on. */
    ImageRef runImage() throws BuildFailed {
        String run = metadata.at("/images/0/image")
                .asString(metadata.at("/stack/runImage/image").asString(""));
        if (!ImageRef.isValid(run)) {
            throw new BuildFailed(name + " does not say which run image belongs to it");
        }
        return new ImageRef(run);
    }

    int user() {
        return number("CNB_USER_ID");
    }

    int group() {
        return number("CNB_GROUP_ID");
    }

    private int number(String variable) {
        return Optional.ofNullable(image.env().get(variable))
                .filter(value -> value.matches("[0-9]{1,8}"))
                .map(Integer::valueOf)
                .filter(value -> value < MAX_ID)
                .orElse(1000);
    }
}

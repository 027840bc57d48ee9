package cc.drycc.imagebuilder.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of an entry inside the tree, as its segments. A bad name is refused, never repaired: a repaired one could
 * land on another entry's place. Only {@code .} and empty segments, which mean nothing, are left out.
 *
 * @param segments none for the tree's own root
 */
record EntryName(List<String> segments) {

    /** Why devices, pipes and the like are refused. */
    static final String NO_SOURCE = "is a device, a pipe or of another kind that source code has no use for";

    private static final int MAX_SEGMENT_BYTES = 255;

    EntryName {
        segments = List.copyOf(segments);
    }

    static EntryName parse(String raw, ExtractLimits limits) throws SourceRefused {
        check(raw, limits);
        if (raw.startsWith("/")) {
            throw refused(raw, "is absolute");
        }
        var segments = new ArrayList<String>();
        for (String segment : raw.split("/", -1)) {
            if (segment.equals("..")) {
                throw refused(raw, "leaves the tree with ..");
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
                throw refused(raw, "has a part longer than 255 bytes");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        if (segments.size() > limits.depth()) {
            throw refused(raw, "is more than " + limits.depth() + " folders deep");
        }
        return new EntryName(segments);
    }

    /**
     * Checks where a symbolic link in this place points. Leading {@code ..} count from a real folder, so they can be
     * judged by counting; after a name they could climb out of where another link leads, so they are refused.
     */
    void checkLink(String target, ExtractLimits limits) throws SourceRefused {
        check(target, limits);
        if (target.isEmpty() || target.startsWith("/")) {
            throw refused(this + " -> " + target, "is a link out of the tree");
        }
        int up = 0;
        boolean named = false;
        for (String segment : target.split("/", -1)) {
            if (segment.equals("..") && named) {
                throw refused(this + " -> " + target, "is a link with .. behind a name");
            }
            up += segment.equals("..") ? 1 : 0;
            named |= !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
        }
        if (up > segments.size() - 1) {
            throw refused(this + " -> " + target, "is a link out of the tree");
        }
    }

    private static void check(String raw, ExtractLimits limits) throws SourceRefused {
        if (raw.getBytes(StandardCharsets.UTF_8).length > limits.path()) {
            throw refused(raw, "is longer than " + limits.path() + " bytes");
        }
        if (raw.chars().anyMatch(Character::isISOControl)) {
            throw refused(raw, "has a control character in its name");
        }
        if (raw.indexOf('\uFFFD') >= 0) {
            throw refused(raw, "has a name that is not UTF-8");
        }
    }

    /** The target of a link as text. */
    static String text(String name, byte[] target) throws SourceRefused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(name, "is a link to a name that is not UTF-8");
        }
    }

    static SourceRefused refused(String raw, String why) {
        String shown = raw.codePoints()
                .limit(120)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new SourceRefused("The archive was refused: entry \"" + shown + "\" " + why);
    }

    boolean isRoot() {
        return segments.isEmpty();
    }

    EntryName parent() {
        return new EntryName(segments.subList(0, segments.size() - 1));
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}

package cc.drycc.engine.docker.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One pattern of a {@code .dockerignore}. All the ways it could match are followed at once, so that the time it takes grows
 * with the length of the pattern times that of the path and never faster, whoever wrote the pattern.
 */
final class Glob {

    /** What a place in the pattern takes. */
    private sealed interface Step {}

    private record Letter(char letter) implements Step {}

    /** {@code ?}: any letter of a name. */
    private record AnyLetter() implements Step {}

    /** {@code [a-z]} or {@code [^a-z]}: pairs of first and last letter. */
    private record OneOf(String pairs, boolean not) implements Step {}

    /** {@code *}: any letters of a name. */
    private record AnyName() implements Step {}

    /** {@code **}: any letters. */
    private record Anything() implements Step {}

    /** <code>**&#47;</code>: nothing, or folders up to a slash; its second place is {@link InFolders}. */
    private record AnyFolders() implements Step {}

    private record InFolders() implements Step {}

    private final List<Step> steps;

    private Glob(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    static Glob of(String pattern) {
        var steps = new ArrayList<Step>();
        int at = 0;
        while (at < pattern.length()) {
            char next = pattern.charAt(at);
            if (pattern.startsWith("**/", at)) {
                steps.add(new AnyFolders());
                steps.add(new InFolders());
                at += 3;
            } else if (pattern.startsWith("**", at)) {
                steps.add(new Anything());
                at += 2;
            } else if (next == '[' && end(pattern, at) > 0) {
                steps.add(oneOf(pattern.substring(at + 1, end(pattern, at))));
                at = end(pattern, at) + 1;
            } else if (next == '\\' && at + 1 < pattern.length()) {
                steps.add(new Letter(pattern.charAt(at + 1)));
                at += 2;
            } else {
                steps.add(
                        switch (next) {
                            case '*' -> new AnyName();
                            case '?' -> new AnyLetter();
                            default -> new Letter(next);
                        });
                at++;
            }
        }
        return new Glob(steps);
    }

    private static int end(String pattern, int bracket) {
        int at = bracket + 1;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        return at < pattern.length() && at > bracket + 1 ? at : -1;
    }

    private static OneOf oneOf(String inside) {
        boolean not = inside.startsWith("^");
        var pairs = new StringBuilder();
        int at = not ? 1 : 0;
        while (at < inside.length()) {
            at += inside.charAt(at) == '\\' && at + 1 < inside.length() ? 1 : 0;
            char first = inside.charAt(at++);
            char last = first;
            if (at + 1 < inside.length() && inside.charAt(at) == '-') {
                at += inside.charAt(at + 1) == '\\' && at + 2 < inside.length() ? 2 : 1;
                last = inside.charAt(at++);
            }
            pairs.append(first).append(last);
        }
        return new OneOf(pairs.toString(), not);
    }

    /** Whether it matches a path, or a folder that path lies in. */
    boolean matchesOrHolds(String path) {
        var places = new Places(steps.size() + 1);
        var next = new Places(steps.size() + 1);
        enter(places, 0);
        for (int at = 0; at < path.length(); at++) {
            char letter = path.charAt(at);
            if (letter == '/' && places.holds(steps.size())) {
                return true;
            }
            for (int i = 0; i < places.count; i++) {
                follow(places.list[i], letter, next);
            }
            if (next.count == 0) {
                return false;
            }
            var before = places;
            places = next;
            next = before;
            next.clear();
        }
        return places.holds(steps.size());
    }

    private void follow(int place, char letter, Places next) {
        if (place == steps.size()) {
            return;
        }
        switch (steps.get(place)) {
            case Letter(char wanted) when wanted == letter -> enter(next, place + 1);
            case AnyLetter() when letter != '/' -> enter(next, place + 1);
            case OneOf(String pairs, boolean not)
            when letter != '/' && isIn(pairs, letter) != not -> enter(next, place + 1);
            case AnyName() when letter != '/' -> enter(next, place);
            case Anything() -> enter(next, place);
            case AnyFolders() -> inFolders(place + 1, letter, next);
            case InFolders() -> inFolders(place, letter, next);
            default -> {
                // this way ends here
            }
        }
    }

    private void inFolders(int place, char letter, Places next) {
        next.add(place);
        if (letter == '/') {
            enter(next, place + 1);
        }
    }

    /** Adds a place and those behind it that need no letter to be reached. */
    private void enter(Places places, int first) {
        int place = first;
        while (places.add(place) && place < steps.size()) {
            switch (steps.get(place)) {
                case AnyName(), Anything() -> place++;
                case AnyFolders() -> place += 2;
                default -> {
                    return;
                }
            }
        }
    }

    private static boolean isIn(String pairs, char letter) {
        for (int at = 0; at < pairs.length(); at += 2) {
            if (pairs.charAt(at) <= letter && letter <= pairs.charAt(at + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Places of the pattern, each once. */
    private static final class Places {

        private final boolean[] in;
        private int[] list = new int[8];
        private int count;

        Places(int size) {
            in = new boolean[size];
        }

        boolean add(int place) {
            if (in[place]) {
                return false;
            }
            in[place] = true;
            if (count == list.length) {
                list = Arrays.copyOf(list, count * 2);
            }
            list[count++] = place;
            return true;
        }

        void clear() {
            for (int i = 0; i < count; i++) {
                in[list[i]] = false;
            }
            count = 0;
        }

        boolean holds(int place) {
            return in[place];
        }
    }
}

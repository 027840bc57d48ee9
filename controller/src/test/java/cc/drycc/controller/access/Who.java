package cc.drycc.controller.access;

import java.util.stream.Stream;

/** For whom a route is, in the words of {@code docs/access.md}. */
enum Who {
    EVERYBODY("everybody"),
    SIGNED_IN("signed in"),
    VIEW("view"),
    CHANGE("change"),
    DELETE("delete"),
    OWN("owner"),
    ADMINISTER("administrator");

    private final String words;

    Who(String words) {
        this.words = words;
    }

    static Who of(String words) {
        return Stream.of(values())
                .filter(who -> who.words.equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/access.md has the unknown word \"" + words + "\""));
    }
}

package cc.drycc.controller.accounts;

/** What free text of people must not hold. */
final class Text {

    private Text() {}

    /** Whether the text has control characters or halves of characters. */
    static boolean isUnclean(String text) {
        return text.codePoints().anyMatch(point -> switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }
}

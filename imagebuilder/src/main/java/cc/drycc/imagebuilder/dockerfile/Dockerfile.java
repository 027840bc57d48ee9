package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Dockerfile, read as the classic builders of Docker and Podman read it: comments, line continuation, the {@code
 * escape} directive. Where those read a text differently from each other it is refused, because a check of one reading
 * says nothing about another.
 *
 * @param text as it was written
 * @param instructions in order; the first one that is not an {@code ARG} is a {@code FROM}
 */
record Dockerfile(String text, List<Instruction> instructions) {

    private static final List<String> KEYWORDS = List.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private static final Pattern HEREDOC = Pattern.compile("\\d*<<-?([\"']?)[A-Za-z_][A-Za-z0-9_.]*\\1");

    Dockerfile {
        instructions = List.copyOf(instructions);
    }

    /** @throws BuildFailed naming the line that is wrong */
    static Dockerfile parse(String text) throws BuildFailed {
        if (text.isBlank()) {
            throw new BuildFailed("The Dockerfile is empty");
        }
        var instructions = new Reader(text).read();
        var file = new Dockerfile(text, instructions);
        file.check();
        return file;
    }

    private void check() throws BuildFailed {
        boolean from = false;
        for (Instruction instruction : instructions) {
            String keyword = instruction.keyword();
            if (!KEYWORDS.contains(keyword)) {
                throw instruction.failed("unknown instruction " + shown(keyword));
            }
            from |= keyword.equals("FROM");
            if (!from && !keyword.equals("ARG")) {
                throw instruction.failed("FROM must come before " + keyword);
            }
            if (List.of("RUN", "COPY", "ADD").contains(keyword)
                    && instruction.words().stream()
                            .anyMatch(word -> HEREDOC.matcher(word).matches())) {
                throw instruction.failed(
                        "here-documents (<<) are not supported; join the commands with && or COPY a script");
            }
        }
        if (!from) {
            throw new BuildFailed("The Dockerfile has no FROM");
        }
    }

    private static String shown(String keyword) {
        String clean = keyword.replaceAll("[^ -~]", "?");
        return clean.length() > 40 ? clean.substring(0, 40) + "…" : clean;
    }

    /** Joins the lines of each instruction. */
    private static final class Reader {

        private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t]+|[ \\t]+$");
        private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.*?)\\s*");

        /** What Docker's classic builder and Podman ignore, and every second Dockerfile starts with. */
        private static final Pattern USUAL_FRONTEND = Pattern.compile("(docker\\.io/)?docker/dockerfile(:[\\w.-]+)?");

        private final String[] lines;
        private char escape = '\\';
        private boolean head = true;

        Reader(String text) {
            this.lines = text.split("\n", -1);
        }

        List<Instruction> read() throws BuildFailed {
            var instructions = new ArrayList<Instruction>();
            var open = new StringBuilder();
            int start = 0;
            for (int at = 0; at < lines.length; at++) {
                String line = trimmed(at + 1, lines[at]);
                if (line.isEmpty() || line.startsWith("#")) {
                    directive(at + 1, line);
                    continue; // also between the lines of one instruction
                }
                head = false;
                start = open.isEmpty() ? at + 1 : start;
                boolean goesOn = goesOn(at + 1, line);
                open.append(goesOn ? line.substring(0, line.length() - 1) : line);
                if (!goesOn) {
                    instructions.add(Instruction.parse(start, open.toString()));
                    open.setLength(0);
                }
            }
            if (!open.toString().isBlank()) {
                instructions.add(Instruction.parse(start, open.toString()));
            }
            return instructions;
        }

        /** Engines take other characters than blank and tab for white space here and there, and not the same ones. */
        private static String trimmed(int number, String raw) throws BuildFailed {
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            String text = BLANKS_AROUND.matcher(line).replaceAll("");
            if (!text.isEmpty() && (isInvisible(text.charAt(0)) || isInvisible(text.charAt(text.length() - 1)))) {
                throw failed(number, "the line starts or ends with an invisible character; remove it");
            }
            return text;
        }

        private static boolean isInvisible(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c) || c == '\uFEFF';
        }

        private boolean goesOn(int number, String line) throws BuildFailed {
            int last = line.length() - 1;
            if (line.charAt(last) != escape) {
                return false;
            }
            if (last > 0 && line.charAt(last - 1) == escape) {
                throw failed(
                        number, "two " + escape + " at the end of a line mean different things to different engines");
            }
            return true;
        }

        private void directive(int number, String comment) throws BuildFailed {
            var match = DIRECTIVE.matcher(comment);
            if (!head || !match.matches()) {
                return;
            }
            switch (match.group(1).toLowerCase(Locale.ROOT)) {
                case "escape" -> escape(number, match.group(2));
                case "syntax" -> {
                    if (!USUAL_FRONTEND.matcher(match.group(2)).matches()) {
                        throw failed(number, "a syntax of one's own is not supported; remove the line");
                    }
                }
                default -> {
                    // any other comment
                }
            }
        }

        private void escape(int number, String value) throws BuildFailed {
            if (value.equals("\\")) {
                return;
            }
            if (number != 1 || !lines[0].startsWith("#") || !value.equals("`")) {
                throw failed(number, "the escape directive must be the first line and name \\ or `");
            }
            escape = '`';
        }

        private static BuildFailed failed(int number, String why) {
            return new BuildFailed("Dockerfile line " + number + ": " + why);
        }
    }
}

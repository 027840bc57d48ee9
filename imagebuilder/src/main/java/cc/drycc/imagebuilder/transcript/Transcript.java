package cc.drycc.imagebuilder.transcript;

import cc.drycc.engine.BuildLog;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The log of one build on its way to the person: secrets and control sequences are taken out, colours stay, and after a
 * cap nothing more is passed on but a note that says so.
 */
public final class Transcript implements BuildLog {

    /** A line is cut here, in characters. */
    public static final int MAX_LINE = 8 * 1024;

    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]{0,20}m");
    private static final Pattern SEQUENCE = Pattern.compile(
            "\\x1b(?:\\[[0-?]{0,64}[ -/]{0,8}[@-~]|\\][^\\x07\\x1b]{0,4096}(?:\\x07|\\x1b\\\\)?|[ -/]?[0-~])");

    private final BuildLog target;
    private final Redaction redaction;
    private final long maxBytes;
    private final ReentrantLock order = new ReentrantLock();
    private long bytes;
    private boolean cut;

    /** @param maxBytes of all lines together, roughly: counted in characters */
    public Transcript(BuildLog target, Redaction redaction, long maxBytes) {
        this.target = target;
        this.redaction = redaction;
        this.maxBytes = maxBytes;
    }

    @Override
    public void line(String text) {
        String clean = clean(redaction.apply(text));
        order.lock();
        try {
            bytes += clean.length() + 1;
            if (bytes <= maxBytes) {
                target.line(clean);
            } else if (!cut) {
                cut = true;
                target.line(" !     The build log is longer than " + (maxBytes >> 10) + " KiB; the rest is not shown");
            }
        } finally {
            order.unlock();
        }
    }

    /** The same care for a single text, such as an error message. */
    public String redact(String text) {
        return clean(redaction.apply(text));
    }

    private static String clean(String text) {
        String line = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text;
        if (line.chars().noneMatch(Character::isISOControl)) {
            return line;
        }
        // What overwrites itself with carriage returns shows as its last state, like on a terminal.
        String last = line.substring(line.stripTrailing().lastIndexOf('\r') + 1);
        var safe = new StringBuilder(last.length());
        var sequence = SEQUENCE.matcher(last);
        int from = 0;
        while (sequence.find()) {
            appendPrintable(safe, last, from, sequence.start());
            if (COLOUR.matcher(sequence.group()).matches()) {
                safe.append(sequence.group());
            }
            from = sequence.end();
        }
        appendPrintable(safe, last, from, last.length());
        return safe.toString();
    }

    private static void appendPrintable(StringBuilder safe, String text, int from, int to) {
        text.substring(from, to)
                .chars()
                .filter(c -> c == '\t' || !Character.isISOControl(c))
                .forEach(c -> safe.append((char) c));
    }
}

package cc.drycc.cli.terminal;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Json;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Where output goes and in which form. With {@code -o json} or {@code yaml} only that reaches standard output. */
public final class Terminal {

    private static final String[] FRAMES = {"...", "o..", ".o.", "..o"};
    private static final long FRAME_MILLIS = 400;

    private final Form form;
    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final Surroundings around;

    /** What standard output is for. */
    public enum Form {
        TEXT,
        JSON,
        YAML
    }

    public Terminal(Form form, Surroundings around) {
        this.form = form;
        this.out = around.out();
        this.err = around.err();
        this.in = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8));
        this.around = around;
    }

    public Form form() {
        return form;
    }

    /** A table that is not wider than the terminal, when standard output is one. */
    public Table table(String... headers) {
        boolean narrow = form == Form.TEXT && isInteractive();
        return new Table(narrow ? Width.of(around) : Integer.MAX_VALUE, headers);
    }

    /** A line a person reads; there in text only. */
    public void line(String text) {
        if (form == Form.TEXT) {
            out.println(text);
        }
    }

    /** A line a person has to read, in every form: beside the result when that is data. */
    public void tell(String text) {
        (form == Form.TEXT ? out : err).println(text);
    }

    /** Text as it is. */
    public void raw(String text) {
        if (form == Form.TEXT) {
            out.print(text);
            out.flush();
        }
    }

    /** What is said beside the result: to standard error, in every form. */
    public void aside(String text) {
        err.println(text);
    }

    /** Bytes that are the result itself, in every form. */
    public PrintStream result() {
        return out;
    }

    /** A result: as JSON or YAML, or as the text made of it. */
    public void show(JsonNode json, Supplier<String> text) {
        switch (form) {
            case JSON -> out.println(Json.pretty(json));
            case YAML -> out.print(Yaml.of(json));
            case TEXT -> out.print(text.get());
        }
        out.flush();
    }

    /** Says what goes on while it goes on: {@code Creating config... done}; on a terminal with something that moves. */
    public <T> T progress(String what, Supplier<T> work, Function<T, String> ending) {
        if (form != Form.TEXT) {
            return work.get();
        }
        raw(what + "... ");
        T result;
        try {
            result = spinning(work);
        } catch (RuntimeException e) {
            raw("failed\n");
            throw e;
        }
        raw(ending.apply(result) + "\n");
        return result;
    }

    private <T> T spinning(Supplier<T> work) {
        if (!isInteractive()) {
            return work.get();
        }
        var done = new CountDownLatch(1);
        var spinner = Thread.startVirtualThread(() -> spin(done));
        try {
            return work.get();
        } finally {
            done.countDown();
            try {
                spinner.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void spin(CountDownLatch done) {
        try {
            for (int i = 0; ; i++) {
                raw(FRAMES[i % FRAMES.length]);
                boolean over = done.await(FRAME_MILLIS, TimeUnit.MILLISECONDS);
                raw("\b\b\b   \b\b\b");
                if (over) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody sits at it. */
    public static boolean isInteractive() {
        return console().isPresent();
    }

    /** Asks for a line, without the blanks around it; the prompt goes to standard error. */
    public String ask(String prompt) {
        return typed(prompt).strip();
    }

    private String typed(String prompt) {
        err.print(prompt);
        err.flush();
        try {
            return Optional.ofNullable(in.readLine())
                    .orElseThrow(() -> new CliProblem("no answer to \"" + prompt.strip() + "\"; give it as a flag"));
        } catch (IOException e) {
            throw new CliProblem("cannot read what you type: " + e.getMessage(), e);
        }
    }

    /** Asks for a password without showing it; reads a line of standard input when there is no terminal. */
    public String askPassword(String prompt) {
        return console().map(terminal -> hidden(terminal, prompt)).orElseGet(() -> typed(prompt));
    }

    private static String hidden(Console terminal, String prompt) {
        return Optional.ofNullable(terminal.readPassword("%s", prompt))
                .map(String::new)
                .orElseThrow(() -> new CliProblem("no password was given"));
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}

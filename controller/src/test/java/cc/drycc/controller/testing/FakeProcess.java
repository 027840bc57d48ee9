package cc.drycc.controller.testing;

import cc.drycc.engine.Attached;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.PodName;
import cc.drycc.engine.WindowSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A command that was asked for. It knows {@code echo}, {@code exit N}, {@code both}, {@code flood}, {@code cat} (until the
 * end of its input), {@code size} (tells every size it gets), {@code hang} and {@code missing}.
 */
public final class FakeProcess implements Attached {

    private static final byte[] END = new byte[0];

    private final PodName pod;
    private final List<String> command;
    private final Interaction interaction;
    private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile Optional<WindowSize> size;
    private volatile boolean closed;

    FakeProcess(PodName pod, List<String> command, Interaction interaction) {
        this.pod = pod;
        this.command = List.copyOf(command);
        this.interaction = interaction;
        this.size = interaction.terminal();
    }

    public PodName pod() {
        return pod;
    }

    public List<String> command() {
        return command;
    }

    public Interaction interaction() {
        return interaction;
    }

    public Optional<WindowSize> size() {
        return size;
    }

    /** Whether somebody let go of it. */
    public boolean closed() {
        return closed;
    }

    /** Everything it was sent. */
    public synchronized String read() {
        return read.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes) {
        synchronized (this) {
            read.writeBytes(bytes);
        }
        if (bytes.length > 0) {
            input.add(bytes);
        }
    }

    @Override
    public void endInput() {
        input.add(END);
    }

    @Override
    public void resize(WindowSize next) {
        size = Optional.of(next);
        if (command.getFirst().equals("size")) {
            input.add("%d %d\n".formatted(next.rows(), next.columns()).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public JobEnd follow(OutputSink output) throws InterruptedException {
        switch (command.getFirst()) {
            case "echo" -> say(output, OutputSink.Stream.STDOUT, String.join(" ", command.subList(1, command.size())));
            case "both" -> {
                say(output, OutputSink.Stream.STDOUT, "out");
                say(output, OutputSink.Stream.STDERR, "err");
            }
            case "flood" -> {
                while (!closed) {
                    output.write(OutputSink.Stream.STDOUT, new byte[64 * 1024]);
                }
            }
            case "cat", "size", "hang" -> copy(output);
            case "missing" -> {
                return new JobEnd.NotStarted("image has no missing");
            }
            case "exit" -> {
                return new JobEnd.Exited(Integer.parseInt(command.get(1)));
            }
            default -> throw new IllegalArgumentException(command.getFirst());
        }
        return new JobEnd.Exited(0);
    }

    private void copy(OutputSink output) throws InterruptedException {
        for (var piece = input.take(); piece.length > 0; piece = input.take()) {
            output.write(OutputSink.Stream.STDOUT, piece);
        }
    }

    private static void say(OutputSink output, OutputSink.Stream stream, String text) {
        output.write(stream, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
        input.add(END);
    }
}

package cc.drycc.cli.dotenv;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.profile.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** A {@code .env} file on the disk, or what comes on standard input. */
public final class EnvFile {

    private EnvFile() {}

    /** @throws CliProblem when it is not there, cannot be read or is not understood */
    public static Map<String, String> read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new CliProblem("there is no file " + file + "; make it with: drycc config pull", e);
        } catch (IOException e) {
            throw new CliProblem("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** To the end of the stream. */
    public static Map<String, String> read(InputStream in) {
        try {
            return parse(in.readAllBytes(), "standard input");
        } catch (IOException e) {
            throw new CliProblem("cannot read standard input: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> parse(byte[] bytes, String where) {
        try {
            // a decoder of its own reports what a String would replace
            return DotEnv.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new CliProblem(
                    "cannot read " + where
                            + ": it is not UTF-8 text; encode such values first, with base64 for example",
                    e);
        }
    }

    /** Whole or not at all, readable by its owner only. */
    public static void write(Path file, Map<String, String> values) {
        try {
            PrivateFile.replace(file, DotEnv.format(values));
        } catch (IOException e) {
            throw new CliProblem("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

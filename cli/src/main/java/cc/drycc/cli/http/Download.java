package cc.drycc.cli.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * Something on its way here.
 *
 * @param body as it comes
 * @param type its media type; empty when the controller did not say
 */
public record Download(InputStream body, String type) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        body.close();
    }
}

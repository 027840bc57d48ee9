package cc.drycc.buildservice.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;

/** Fetches archives from addresses that strangers name. */
public final class Downloads implements AutoCloseable {

    /** Redirects that are followed; each is checked like the first address. */
    private static final int REDIRECTS = 5;

    /** After this long less than this much a second is as bad as nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long SLOWEST = 4 * 1024;

    private final CloseableHttpClient http;
    private final long most;
    private final Duration longest;

    /**
     * @param most bytes of an archive
     * @param longest for one download
     */
    public Downloads(AddressRules rules, long most, Duration longest) {
        this.http = GuardedHttp.client(rules);
        this.most = most;
        this.longest = longest;
    }

    /**
     * Fetches into a file that is there and empty.
     *
     * @throws FetchRefused with the reason
     * @throws IOException when this machine cannot write the file
     * @throws InterruptedException it is broken off
     */
    public void fetch(WebAddress from, Path target) throws FetchRefused, IOException, InterruptedException {
        long start = System.nanoTime();
        WebAddress address = from;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            var next = hop(address, target, start);
            if (next.isEmpty()) {
                return;
            }
            address = next.get();
        }
        throw new FetchRefused("the tar URL redirects more than " + REDIRECTS + " times");
    }

    /** One request: the file is there, or this is where to look next. */
    private Optional<WebAddress> hop(WebAddress address, Path target, long start)
            throws FetchRefused, IOException, InterruptedException {
        var request = new HttpGet(address.uri());
        // what is not read of an answer goes with its connection: closing alone would read all of it
        try (ClassicHttpResponse response = http.executeOpen(null, request, null);
                Closeable _ = request::abort) {
            int status = response.getCode();
            var location = response.getFirstHeader(HttpHeaders.LOCATION);
            if (status >= 300 && status < 400 && location != null) {
                return Optional.of(redirected(address, location.getValue()));
            }
            if (status != 200 || response.getEntity() == null) {
                throw refused(address, "answered " + status);
            }
            if (response.getEntity().getContentLength() > most) {
                throw tooLarge(address);
            }
            copy(address, response.getEntity().getContent(), target, start);
            return Optional.empty();
        } catch (FileSystemException e) {
            throw e; // our own disk
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (String.valueOf(e.getMessage()).contains("No space left on device")) {
                throw e;
            }
            throw new FetchRefused("the tar URL was not fetched: " + GuardedHttp.reason(address, e));
        }
    }

    private static WebAddress redirected(WebAddress address, String location) throws FetchRefused {
        try {
            return address.redirected(location);
        } catch (IllegalArgumentException e) {
            throw refused(address, "redirects to somewhere else: " + e.getMessage());
        }
    }

    private void copy(WebAddress address, InputStream body, Path target, long start) throws FetchRefused, IOException {
        var buffer = new byte[64 << 10];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                judge(address, total, Duration.ofNanos(System.nanoTime() - start));
                out.write(buffer, 0, read);
            }
        }
    }

    private void judge(WebAddress address, long bytes, Duration taken) throws FetchRefused {
        if (bytes > most) {
            throw tooLarge(address);
        }
        if (taken.compareTo(longest) > 0) {
            throw refused(address, "took longer than " + longest.toSeconds() + " s");
        }
        if (taken.compareTo(PATIENCE) > 0 && bytes / taken.toSeconds() < SLOWEST) {
            throw refused(address, "sends less than " + SLOWEST / 1024 + " KiB a second");
        }
    }

    private FetchRefused tooLarge(WebAddress address) {
        return refused(address, "has an archive larger than " + (most >> 20) + " MiB");
    }

    private static FetchRefused refused(WebAddress address, String why) {
        return new FetchRefused("the tar URL was not fetched: " + address.shown() + " " + why);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}

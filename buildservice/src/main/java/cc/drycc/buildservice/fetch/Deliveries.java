package cc.drycc.buildservice.fetch;

import java.io.IOException;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Sends small messages to addresses that strangers name. */
public final class Deliveries implements AutoCloseable {

    private final CloseableHttpClient http;

    public Deliveries(AddressRules rules) {
        this.http = GuardedHttp.client(rules);
    }

    /**
     * Posts JSON. Its answer is not read.
     *
     * @throws FetchRefused when it was not taken: anything but a status of 200 to 299, redirects too
     */
    public void post(WebAddress to, Map<String, String> headers, String json) throws FetchRefused {
        var request = new HttpPost(to.uri());
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        try (ClassicHttpResponse response = http.executeOpen(null, request, null)) {
            if (response.getCode() < 200 || response.getCode() > 299) {
                throw new FetchRefused(to.shown() + " answered " + response.getCode());
            }
        } catch (IOException e) {
            throw new FetchRefused(GuardedHttp.reason(to, e));
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}

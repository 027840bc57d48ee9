package cc.drycc.buildservice.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client that connects only to addresses that were looked at: a name is resolved once, every address it has is
 * checked, and the connection goes to one of those. It follows no redirect, knows no proxy, keeps no cookie and unpacks
 * nothing.
 */
final class GuardedHttp {

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout ANSWER = Timeout.ofSeconds(20);

    private GuardedHttp() {}

    /** A name that leads where nothing may be sent. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private Forbidden(String host) {
            super(host);
        }
    }

    static CloseableHttpClient client(AddressRules rules) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver(rules))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(ANSWER)
                        .setTimeToLive(1, TimeUnit.MINUTES)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setMaxConnTotal(64)
                .setMaxConnPerRoute(8)
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setResponseTimeout(ANSWER)
                        .setConnectionRequestTimeout(CONNECT)
                        .build())
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setUserAgent("drycc-workflow")
                .build();
    }

    private static DnsResolver resolver(AddressRules rules) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                var all = InetAddress.getAllByName(host);
                List<InetAddress> admitted = new ArrayList<>();
                for (InetAddress address : all) {
                    if (!rules.admit(address)) {
                        throw new Forbidden(host); // one bad address is enough: the next answer may be that one alone
                    }
                    admitted.add(address);
                }
                return admitted.toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    /** What a failed connection means to the person who named the address. */
    static String reason(WebAddress address, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Forbidden) {
                return address.shown() + " is not a public address; the operator of this service must allow it";
            }
        }
        return switch (e) {
            case UnknownHostException unknown -> "there is no host " + address.shown();
            case java.io.InterruptedIOException late -> address.shown() + " did not answer in time";
            default -> address.shown() + " cannot be reached or broke off";
        };
    }
}

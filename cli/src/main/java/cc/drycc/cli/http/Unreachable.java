package cc.drycc.cli.http;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Turns a connection that failed into one line for a person. */
final class Unreachable {

    private Unreachable() {}

    static CliProblem problem(IOException failure, String controller) {
        var words = switch (failure) {
            case HttpConnectTimeoutException e -> cannotReach(controller) + "nothing answers there in time";
            case HttpTimeoutException e ->
                "the controller at " + controller
                        + " did not answer in time; whether it did what was asked is not known";
            case ConnectException e
            when e.getCause() instanceof UnresolvedAddressException ->
                cannotReach(controller) + "there is no such host";
            case ConnectException e
            when e.getCause() instanceof ConnectException f && f.getCause() instanceof UnresolvedAddressException ->
                cannotReach(controller) + "there is no such host";
            case ConnectException e -> cannotReach(controller) + "is it running, and is this its address?";
            case SSLException e ->
                "cannot talk TLS with " + controller + " (" + e.getMessage()
                        + "); if the certificate is your own, log in with --no-ssl-verify";
            default ->
                "the connection to " + controller + " broke (" + failure.getMessage()
                        + "); whether it did what was asked is not known";
        };
        return new CliProblem(words, failure);
    }

    private static String cannotReach(String controller) {
        return "cannot reach the controller at " + controller + "; ";
    }
}

package cc.drycc.buildservice.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers in our shape what Tomcat refuses before any of our code runs: unreadable requests. */
public final class ErrorValve extends ErrorReportValve {

    /** Tomcat makes it by its name. */
    public ErrorValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var http = response.getResponse();
        http.setContentType("application/json");
        var words = response.getStatus() < 500 ? "The request cannot be understood." : "The request failed.";
        try {
            http.getOutputStream().write(("{\"Error\":\"" + words + "\"}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("no error report", e); // the client is gone; there is nobody to tell
        }
    }
}

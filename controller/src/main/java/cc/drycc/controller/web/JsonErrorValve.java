package cc.drycc.controller.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers in our shape what Tomcat refuses before any of our code runs: unreadable requests. */
public final class JsonErrorValve extends ErrorReportValve {

    /** Tomcat makes it by its name. */
    public JsonErrorValve() {}

    /** Tomcat's 501 is about what was sent, an encoding or a method; of class 5xx we answer our own faults only. */
    private static void blameTheRequest(Request request, Response response) {
        if (response.getStatus() == HttpServletResponse.SC_NOT_IMPLEMENTED) {
            response.setStatus(
                    "CONNECT".equals(request.getMethod())
                            ? HttpServletResponse.SC_METHOD_NOT_ALLOWED
                            : HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        blameTheRequest(request, response);
        var http = response.getResponse();
        VersionHeaders.write(http);
        http.setContentType("application/json");
        var detail = response.getStatus() < 500 ? "The request cannot be understood." : "The request failed.";
        try {
            http.getOutputStream().write(("{\"detail\":\"" + detail + "\"}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException e) {
            // The client is gone or reads something else already; there is nobody to tell.
            container.getLogger().debug("no error report", e);
        }
    }
}

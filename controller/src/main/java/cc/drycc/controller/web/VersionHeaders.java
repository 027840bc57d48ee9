package cc.drycc.controller.web;

import cc.drycc.api.ApiVersion;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Names the versions on every answer, and keeps answers out of caches and browsers' guessing. */
final class VersionHeaders extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        write(response);
        chain.doFilter(request, response);
    }

    static void write(HttpServletResponse response) {
        response.setHeader(ApiVersion.API_HEADER, ApiVersion.API);
        response.setHeader(ApiVersion.PLATFORM_HEADER, ApiVersion.PLATFORM);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}

package cc.drycc.controller.web;

import cc.drycc.controller.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/** Reads {@link Body} parameters. */
final class BodyResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(Body.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @org.jspecify.annotations.Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @org.jspecify.annotations.Nullable WebDataBinderFactory binders)
            throws IOException {
        var request = web.getNativeRequest(HttpServletRequest.class);
        var annotation = parameter.getParameterAnnotation(Body.class);
        if (request == null || annotation == null) {
            throw new IllegalStateException("not a servlet request");
        }
        var bytes = bytes(request);
        if (bytes.length == 0 && annotation.value() == Body.Need.OPTIONAL) {
            return parse("{}", parameter.getParameterType());
        }
        requireJson(request.getContentType());
        return parse(text(bytes), parameter.getParameterType());
    }

    private static void requireJson(@org.jspecify.annotations.Nullable String contentType) {
        try {
            if (contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // Falls through: whatever it is, it is not JSON.
        }
        throw new Problem.UnsupportedType("Send JSON with \"Content-Type: application/json\".");
    }

    private static byte[] bytes(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > Json.LARGEST_BODY) {
            throw tooLarge();
        }
        var bytes = request.getInputStream().readNBytes(Json.LARGEST_BODY + 1);
        if (bytes.length > Json.LARGEST_BODY) {
            throw tooLarge();
        }
        return bytes;
    }

    private static Problem tooLarge() {
        return new Problem.TooLarge("The body is larger than 1 MiB.");
    }

    /** Strictly UTF-8: no overlong forms, no lone surrogates, no UTF-16. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problem.Refused("JSON parse error: the body is not UTF-8.");
        }
    }

    private static Object parse(String text, Class<?> type) {
        try {
            refuseUnkeepable(text);
            var value = Json.MAPPER.readValue(text, type);
            if (value == null) {
                throw new Problem.Refused("JSON parse error: expected an object.");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new Problem.Refused("JSON parse error: nested too deeply or a part of it is too long.");
        } catch (DatabindException e) {
            throw wrongType(e);
        } catch (JacksonException e) {
            // The parser's own message may quote the body, which may hold secrets.
            var where = e.getLocation();
            throw new Problem.Refused("JSON parse error at line %d, column %d."
                    .formatted(where == null ? 1 : where.getLineNr(), where == null ? 1 : where.getColumnNr()));
        }
    }

    /** No string may hold what neither UTF-8 nor the database can: half a surrogate pair, or U+0000. */
    private static void refuseUnkeepable(String text) {
        var field = "";
        try (var parser = Json.MAPPER.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean name = token == JsonToken.PROPERTY_NAME;
                if ((name || token == JsonToken.VALUE_STRING) && isUnkeepable(parser.getString())) {
                    throw unkeepable(field);
                }
                if (name && parser.streamReadContext().getParent().inRoot()) {
                    field = parser.getString();
                }
            }
        }
    }

    private static Problem unkeepable(String field) {
        var reason = "Text with U+0000 or half a surrogate pair cannot be kept.";
        return field.isEmpty() ? new Problem.Refused(reason) : new Problem.InvalidField(field, reason);
    }

    private static boolean isUnkeepable(String text) {
        return text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Problem wrongType(DatabindException e) {
        var path = e.getPath();
        var field = path.isEmpty() ? null : path.getFirst().getPropertyName();
        return field == null
                ? new Problem.Refused("JSON parse error: expected an object.")
                : new Problem.InvalidField(field, "Not a valid value.");
    }
}

package cc.drycc.buildservice.web;

import cc.drycc.buildservice.intake.OrderReader;
import cc.drycc.buildservice.intake.OrderReader.Beside;
import cc.drycc.buildservice.intake.TakeOrder;
import cc.drycc.buildservice.intake.TakeOrder.Received;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/build}. A body is JSON unless it says that it is multipart, as for the reference. */
@RestController
public final class BuildRoutes {

    private final OrderReader reader;
    private final TakeOrder take;
    private final Uploads uploads;

    public BuildRoutes(OrderReader reader, TakeOrder take, Uploads uploads) {
        this.reader = reader;
        this.take = take;
        this.uploads = uploads;
    }

    @PostMapping("/api/v1/build")
    Map<String, String> build(HttpServletRequest request) throws IOException {
        var type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        var digest = sha256();
        if (!type.startsWith("multipart/")) {
            var json = body(request);
            digest.update(json);
            return take(request, json, Optional.empty(), digest);
        }
        try (var upload = uploads.take(request, digest)) {
            return take(request, upload.json(), Optional.of(upload.archive()), digest);
        }
    }

    private Map<String, String> take(
            HttpServletRequest request, byte[] json, Optional<Path> archive, MessageDigest digest) {
        var client = Gate.client(request);
        var order = reader.read(json, archive.isPresent() ? Beside.ARCHIVE : Beside.NOTHING);
        var key = Optional.ofNullable(request.getHeader("Idempotency-Key"));
        var received = new Received(order, archive, key, HexFormat.of().formatHex(digest.digest()));
        return Map.of("JobIdentifier", take.take(client, received).toString());
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > OrderReader.LARGEST) {
            throw tooLarge();
        }
        var bytes = request.getInputStream().readNBytes(OrderReader.LARGEST + 1);
        if (bytes.length > OrderReader.LARGEST) {
            throw tooLarge();
        }
        return bytes;
    }

    private static Problem tooLarge() {
        return new Problem(Kind.TOO_LARGE, "The JSON is larger than 1 MiB.");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}

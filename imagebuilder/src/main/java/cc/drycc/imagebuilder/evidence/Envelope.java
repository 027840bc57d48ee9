package cc.drycc.imagebuilder.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** A signed document: DSSE v1.0.2, the envelope of in-toto statements. */
public final class Envelope {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Envelope() {}

    /** Signs a document and puts both into an envelope. */
    public static byte[] sign(byte[] document, String mediaType, SigningKey key) {
        var envelope = JSON.createObjectNode().put("payload", base64(document)).put("payloadType", mediaType);
        envelope.putArray("signatures")
                .addObject()
                .put("keyid", key.id())
                .put("sig", base64(key.sign(signed(mediaType, document))));
        return JSON.writeValueAsBytes(envelope);
    }

    /** The bytes a signature is over (DSSE, "PAE"). */
    static byte[] signed(String mediaType, byte[] document) {
        var bytes = new ByteArrayOutputStream();
        var type = mediaType.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes("DSSEv1 %d %s %d "
                .formatted(type.length, mediaType, document.length)
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(document);
        return bytes.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

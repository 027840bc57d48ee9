package cc.drycc.imagebuilder.referrers;

import java.util.Map;

/**
 * A document about an image.
 *
 * @param fileName what it is called when it is saved
 * @param mediaType what kind of document it is
 * @param annotations what else the registry tells those who ask for referrers
 * @param content the document
 */
@SuppressWarnings("ArrayRecordComponent") // is only sent, never compared
public record Attachment(String fileName, String mediaType, Map<String, String> annotations, byte[] content) {

    public Attachment {
        annotations = Map.copyOf(annotations);
    }
}

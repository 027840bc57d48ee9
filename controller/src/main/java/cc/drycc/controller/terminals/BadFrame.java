package cc.drycc.controller.terminals;

import jakarta.websocket.CloseReason;

/** The client sent what nobody understands; the socket is closed with the reason. */
final class BadFrame extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CloseReason.CloseCodes code;

    BadFrame(CloseReason.CloseCodes code, String words) {
        super(words);
        this.code = code;
    }

    CloseReason.CloseCodes code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}

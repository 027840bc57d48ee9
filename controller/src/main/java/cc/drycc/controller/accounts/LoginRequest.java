package cc.drycc.controller.accounts;

import java.time.Instant;

/**
 * A program that waits for somebody to log in through a browser.
 *
 * @param address where it is
 * @param program what it says it is; anybody may say anything
 * @param since when it asked
 */
public record LoginRequest(String address, String program, Instant since) {

    private static final int LONGEST = 100;

    public LoginRequest {
        var clean = program.replaceAll("[^\\x20-\\x7e]", "?").strip();
        program = clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}

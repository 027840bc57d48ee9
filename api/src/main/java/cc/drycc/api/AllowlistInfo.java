package cc.drycc.api;

import java.util.List;

/**
 * Who may send requests to an app.
 *
 * @param addresses addresses and networks; empty: everybody
 */
public record AllowlistInfo(List<String> addresses) {

    public AllowlistInfo {
        addresses = List.copyOf(addresses);
    }
}

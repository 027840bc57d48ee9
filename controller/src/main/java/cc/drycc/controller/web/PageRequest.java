package cc.drycc.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.drycc.api.Listing;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.problems.Problem;
import java.net.URLEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for with {@code ?limit=} and {@code ?offset=}.
 *
 * @param limit 1 to 1000; 100 when missing, not a number or not positive (reference controller)
 * @param offset 0 to 10^9; 0 when missing
 * @param url the list's own address, with filters if there are any
 */
public record PageRequest(int limit, int offset, String url) {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final int FARTHEST = 1_000_000_000;

    static PageRequest of(@Nullable String limit, @Nullable String offset, PublicAddress address, String path) {
        return new PageRequest(limit(limit), offset(offset), address.apiUrl() + path);
    }

    /** The same page of what a filter leaves: links to other pages keep it. */
    public PageRequest of(String filter, String value) {
        return new PageRequest(limit, offset, url + "?" + filter + "=" + URLEncoder.encode(value, UTF_8));
    }

    /** The page as it is answered. */
    public <T> Listing<T> listing(int count, List<T> results) {
        boolean more = offset + results.size() < count && !results.isEmpty();
        var next = more ? link(offset + limit) : null;
        var previous = offset > 0 ? link(Math.max(0, offset - limit)) : null;
        return new Listing<>(count, next, previous, results);
    }

    /** The page of a list that is all at hand. */
    public <T> Listing<T> slice(List<T> all) {
        int from = Math.min(offset, all.size());
        return listing(all.size(), all.subList(from, Math.min(all.size(), from + limit)));
    }

    private String link(int from) {
        return url + (url.contains("?") ? "&" : "?") + "limit=" + limit + (from == 0 ? "" : "&offset=" + from);
    }

    private static int limit(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,18}")) {
            return USUAL;
        }
        long wanted = Long.parseLong(text);
        return wanted == 0 ? USUAL : (int) Math.min(wanted, MOST);
    }

    private static int offset(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > FARTHEST) {
            throw new Problem.InvalidField("offset", "A whole number from 0 to 1000000000 is required.");
        }
        return Integer.parseInt(text);
    }
}

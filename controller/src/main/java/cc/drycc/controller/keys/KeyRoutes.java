package cc.drycc.controller.keys;

import cc.drycc.api.KeyInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.NewKey;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.PageRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/keys}: one's SSH keys. */
@RestController
@RequestMapping("/v2/keys")
public final class KeyRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRoutes.class);
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._@+:=~,()'-]{0,127}");

    private final Keys keys;

    public KeyRoutes(Keys keys) {
        this.keys = keys;
    }

    @GetMapping
    Listing<KeyInfo> list(User user, PageRequest page) {
        var results = keys.page(user, page.limit(), page.offset()).stream()
                .map(KeyRoutes::info)
                .toList();
        return page.listing(keys.count(user), results);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    KeyInfo add(User user, @Body NewKey wanted, Client client) {
        var id = id(Optional.ofNullable(wanted.id()).orElse(wanted.name()));
        var text = wanted.publicKey();
        if (text == null || text.isBlank()) {
            throw new Problem.InvalidField(
                    "public", text == null ? "This field is required." : "This field may not be blank.");
        }
        var line = PublicKeyLine.parse(text);
        var key = keys.add(user, id, line).orElseThrow(() -> taken(user, id, client));
        LOG.info("event=key-added user={} fingerprint={}", user.username(), key.fingerprint());
        return info(key);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(User user, @PathVariable String id) {
        if (!keys.remove(user, id)) {
            throw new Problem.NotFound("No Key matches the given query.");
        }
        LOG.info("event=key-removed user={}", user.username());
    }

    private Problem taken(User user, String id, Client client) {
        if (keys.has(user, id)) {
            return new Problem.InvalidField("id", "SSH Key with this id already exists.");
        }
        // the later client looks for these words under "key"
        var field = client.shape() == Client.Shape.DRYCC_CLIENT ? "key" : "public";
        return new Problem.InvalidField(field, "Public Key is already in use");
    }

    private static String id(@Nullable String id) {
        if (id == null) {
            throw new Problem.InvalidField("id", "This field is required.");
        }
        if (id.isBlank()) {
            throw new Problem.InvalidField("id", "This field may not be blank.");
        }
        if (!ID.matcher(id).matches() || !id.equals(id.strip())) {
            throw new Problem.InvalidField(
                    "id",
                    "Ensure this field has 1 to 128 letters, digits, spaces or ._@+:=~,()'- and begins with a letter or digit.");
        }
        return id;
    }

    private static KeyInfo info(Key key) {
        return new KeyInfo(
                key.uuid(), key.owner(), key.id(), key.publicKey(), key.fingerprint(), key.created(), key.updated());
    }
}

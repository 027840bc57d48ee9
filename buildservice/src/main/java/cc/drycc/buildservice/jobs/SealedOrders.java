package cc.drycc.buildservice.jobs;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.RegistryLogin;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Orders and hooks as the bytes the database keeps. */
public final class SealedOrders {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Seal seal;

    public SealedOrders(Seal seal) {
        this.seal = seal;
    }

    private record Kept(
            String image,
            @Nullable String username,
            @Nullable String password,
            @Nullable String dockerfile,
            @Nullable String url) {}

    private record KeptHook(String url, @Nullable String secret) {}

    byte[] seal(Order order) {
        var login = order.login();
        return seal.seal(JSON.writeValueAsBytes(new Kept(
                order.image().value(),
                login.map(RegistryLogin::username).orElse(null),
                login.map(RegistryLogin::password).orElse(null),
                order.source() instanceof Order.Source.Dockerfile file ? file.text() : null,
                order.source() instanceof Order.Source.Url url ? url.url().toString() : null)));
    }

    /** The order without its hook, which is kept apart: it is needed when the rest is gone. */
    Order open(byte[] sealed) {
        var kept = JSON.readValue(opened(sealed), Kept.class);
        Optional<RegistryLogin> login = kept.username() == null || kept.password() == null
                ? Optional.empty()
                : Optional.of(new RegistryLogin(kept.username(), kept.password()));
        return new Order(new ImageRef(kept.image()), login, source(kept), Optional.empty());
    }

    private static Order.Source source(Kept kept) {
        if (kept.dockerfile() != null) {
            return new Order.Source.Dockerfile(kept.dockerfile());
        }
        return kept.url() == null ? new Order.Source.Archive() : new Order.Source.Url(URI.create(kept.url()));
    }

    byte[] seal(Order.Hook hook) {
        return seal.seal(JSON.writeValueAsBytes(
                new KeptHook(hook.url().toString(), hook.secret().orElse(null))));
    }

    Order.Hook openHook(byte[] sealed) {
        var kept = JSON.readValue(opened(sealed), KeptHook.class);
        return new Order.Hook(URI.create(kept.url()), Optional.ofNullable(kept.secret()));
    }

    private byte[] opened(byte[] sealed) {
        try {
            return seal.open(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an order in the database was sealed with another key", e);
        }
    }
}

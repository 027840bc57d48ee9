package cc.drycc.controller.domains;

import cc.drycc.api.DomainInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.NewDomain;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.For;
import cc.drycc.controller.web.PageRequest;
import cc.drycc.engine.ProcessType;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/domains}: the names an app answers to. */
@RestController
@RequestMapping("/v2/apps/{app}/domains")
public final class DomainRoutes {

    private final DomainTable domains;
    private final ChangeDomains change;
    private final PublicAddress address;

    public DomainRoutes(DomainTable domains, ChangeDomains change, PublicAddress address) {
        this.address = address;
        this.domains = domains;
        this.change = change;
    }

    @GetMapping
    Listing<DomainInfo> list(@For(Action.VIEW) App app, PageRequest page, Client client) {
        var own = domains.of(app).stream().map(domain -> info(app, domain));
        return page.slice(Stream.concat(given(app, client), own).toList());
    }

    /**
     * The name every app has from the platform. The later client finds it here, first, with the port it is to be opened at:
     * that is where {@code drycc info} and {@code drycc open} look for the app's address.
     */
    private Stream<DomainInfo> given(App app, Client client) {
        return client.shape() == Client.Shape.REFERENCE_API
                ? Stream.empty()
                : Stream.of(new DomainInfo(
                        app.name().value(),
                        app.owner(),
                        address.appHost(app.name()),
                        ProcessType.WEB.value(),
                        app.created(),
                        app.created()));
    }

    /** Answers when the edge routes it. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    DomainInfo add(@For(Action.CHANGE) App app, User user, @Body NewDomain wanted) {
        return info(app, change.add(app, user, wanted.domain(), type(wanted.ptype())));
    }

    @DeleteMapping("/{domain}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@For(Action.CHANGE) App app, User user, @PathVariable String domain) {
        if (domain.equals(address.appHost(app.name()))) {
            throw new Problem.InvalidField(
                    "domain",
                    domain + " is the platform's name for the app and stays; drycc routing disable closes it");
        }
        change.remove(app, user, domain);
    }

    /** Only {@code web} serves HTTP here (seed 5.5). */
    private static ProcessType type(@Nullable String ptype) {
        if (ptype == null || ptype.isEmpty() || ptype.equals(ProcessType.WEB.value())) {
            return ProcessType.WEB;
        }
        throw new Problem.InvalidField("ptype", "Only the process type web answers to domains.");
    }

    private static DomainInfo info(App app, Domain domain) {
        return new DomainInfo(
                app.name().value(),
                domain.owner(),
                domain.name().value(),
                domain.type().value(),
                domain.created(),
                domain.updated());
    }
}

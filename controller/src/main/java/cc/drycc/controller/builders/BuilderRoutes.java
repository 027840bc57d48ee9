package cc.drycc.controller.builders;

import cc.drycc.api.Builder;
import cc.drycc.api.Listing;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.web.PageRequest;
import cc.drycc.imagebuilder.FoundBuilder;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.imagebuilder.SkippedAddon;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/builders}: what {@code DRYCC_STACK} can be; administrators also see add-ons that are not used, and why. */
@RestController
@RequestMapping("/v2/builders")
public final class BuilderRoutes {

    private final ImageBuilders builders;

    public BuilderRoutes(ImageBuilders builders) {
        this.builders = builders;
    }

    @GetMapping
    Listing<Builder> list(User user, PageRequest page) {
        var all = new ArrayList<Builder>();
        builders.all().forEach(found -> all.add(used(found)));
        var skipped = user.superuser() ? builders.skipped() : List.<SkippedAddon>of();
        skipped.forEach(addon -> all.add(new Builder(addon.file(), "", "", "skipped", addon.file(), addon.reason())));
        return page.slice(all);
    }

    private static Builder used(FoundBuilder found) {
        var builder = found.builder();
        var origin = switch (found.origin()) {
            case BUILT_IN -> "built-in";
            case JAR -> "jar";
            case PROGRAM -> "program";
        };
        return new Builder(builder.name(), builder.version(), builder.description(), origin, found.file(), "");
    }
}

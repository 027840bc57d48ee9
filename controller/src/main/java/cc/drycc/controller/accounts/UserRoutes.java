package cc.drycc.controller.accounts;

import cc.drycc.api.Listing;
import cc.drycc.api.UserInfo;
import cc.drycc.controller.access.Administrator;
import cc.drycc.controller.web.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/users}: all accounts, for administrators. */
@RestController
@RequestMapping("/v2/users")
public final class UserRoutes {

    private final Users users;
    private final Accounts accounts;

    public UserRoutes(Users users, Accounts accounts) {
        this.users = users;
        this.accounts = accounts;
    }

    @GetMapping
    Listing<UserInfo> list(Administrator asking, PageRequest page) {
        var results = users.page(page.limit(), page.offset()).stream()
                .map(AuthRoutes::info)
                .toList();
        return page.listing(users.count(), results);
    }

    @PatchMapping("/{username}/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(Administrator asking, @PathVariable String username) {
        accounts.enable(asking.user(), username);
    }

    /** From the next request on, neither token nor key of the account is good. */
    @PatchMapping("/{username}/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(Administrator asking, @PathVariable String username) {
        accounts.disable(asking.user(), username);
    }
}

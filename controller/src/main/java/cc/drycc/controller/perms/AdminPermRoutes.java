package cc.drycc.controller.perms;

import cc.drycc.api.AdministratorInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.PermissionChange;
import cc.drycc.controller.access.Administrator;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/admin/perms}: who administers the platform; for administrators. */
@RestController
@RequestMapping("/v2/admin/perms")
public final class AdminPermRoutes {

    private final Users users;
    private final Administrators administrators;

    public AdminPermRoutes(Users users, Administrators administrators) {
        this.users = users;
        this.administrators = administrators;
    }

    @GetMapping
    Listing<AdministratorInfo> list(Administrator asking, PageRequest page) {
        var results = users.administrators(page.limit(), page.offset()).stream()
                .map(user -> new AdministratorInfo(user.username(), user.superuser()))
                .toList();
        return page.listing(users.countAllAdministrators(), results);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    void create(Administrator asking, @Body PermissionChange wanted) {
        var username = wanted.username();
        if (username == null || username.isBlank()) {
            throw new Problem.InvalidField("username", "This field is required.");
        }
        administrators.add(asking.user(), username);
    }

    @DeleteMapping("/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Administrator asking, @PathVariable String username) {
        administrators.remove(asking.user(), username);
    }
}

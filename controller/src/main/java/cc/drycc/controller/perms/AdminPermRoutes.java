package cc.drycc.controller.perms;

import cc.drycc.api.AdministratorInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.PermissionChange;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.accounts.User;
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
    private final Access access;

    public AdminPermRoutes(Users users, Administrators administrators, Access access) {
        this.users = users;
        this.administrators = administrators;
        this.access = access;
    }

    @GetMapping
    Listing<AdministratorInfo> list(User asking, PageRequest page) {
        access.requireAdministrator(asking);
        var results = users.administrators(page.limit(), page.offset()).stream()
                .map(user -> new AdministratorInfo(user.username(), user.superuser()))
                .toList();
        return page.listing(users.countAllAdministrators(), results);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    void create(User asking, @Body PermissionChange wanted) {
        access.requireAdministrator(asking);
        var username = wanted.username();
        if (username == null || username.isBlank()) {
            throw new Problem.InvalidField("username", "This field is required.");
        }
        administrators.add(asking, username);
    }

    @DeleteMapping("/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(User asking, @PathVariable String username) {
        access.requireAdministrator(asking);
        administrators.remove(asking, username);
    }
}

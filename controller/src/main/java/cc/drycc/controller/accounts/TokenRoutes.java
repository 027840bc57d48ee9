package cc.drycc.controller.accounts;

import cc.drycc.api.Listing;
import cc.drycc.api.NewToken;
import cc.drycc.api.TokenInfo;
import cc.drycc.api.TokenRequest;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.PageRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/tokens} and {@code /v2/auth/tokens}: one's tokens, and new ones in place of old ones. */
@RestController
public final class TokenRoutes {

    private final TransactionOperations transaction;
    private final Tokens tokens;
    private final Accounts accounts;
    private final Access access;

    public TokenRoutes(TransactionOperations transaction, Tokens tokens, Accounts accounts, Access access) {
        this.transaction = transaction;
        this.tokens = tokens;
        this.accounts = accounts;
        this.access = access;
    }

    @GetMapping("/v2/tokens")
    Listing<TokenInfo> list(User user, PageRequest page) {
        var results = tokens.page(user, page.limit(), page.offset()).stream()
                .map(token -> new TokenInfo(
                        token.uuid(),
                        token.owner(),
                        token.alias(),
                        token.fuzzyKey(),
                        token.created(),
                        token.updated(),
                        token.expires().orElse(null)))
                .toList();
        return page.listing(tokens.count(user), results);
    }

    @DeleteMapping("/v2/tokens/{uuid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(User user, @PathVariable UUID uuid) {
        if (!tokens.revoke(user, uuid)) {
            throw new Problem.NotFound("No Token matches the given query.");
        }
    }

    /**
     * One's own: the token that asks ends. Somebody else's or everybody's, for administrators: all of theirs end. The new
     * token, of the person named or else of who asks, is in the answer.
     */
    @PostMapping("/v2/auth/tokens")
    NewToken regenerate(@Body(Body.Need.OPTIONAL) TokenRequest request, SignedIn asking) {
        var self = asking.user();
        var name = Optional.ofNullable(request.username()).orElse(self.username());
        boolean everybody = everybody(request.all());
        boolean others = !name.equals(self.username());
        if (everybody || others) {
            access.requireAdministrator(self);
        }
        var owner = others ? accounts.find(name) : self;
        var minted = transaction.execute(status -> {
            if (everybody) {
                tokens.revokeEverybodys();
            } else if (others) {
                tokens.revokeAll(owner);
            } else {
                tokens.revoke(self, asking.token());
            }
            return tokens.mint(owner, "");
        });
        return new NewToken(minted.uuid(), minted.secret(), owner.username());
    }

    private static boolean everybody(@Nullable Object all) {
        return switch (all) {
            case null -> false;
            case Boolean yes -> yes;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") || text.isEmpty() -> false;
            default -> throw new Problem.InvalidField("all", "Must be a valid boolean.");
        };
    }
}

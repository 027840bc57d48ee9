package cc.drycc.controller;

import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Collaborators;
import cc.drycc.controller.accounts.Accounts;
import cc.drycc.controller.accounts.AuthRoutes;
import cc.drycc.controller.accounts.LoginPageRoutes;
import cc.drycc.controller.accounts.TokenRoutes;
import cc.drycc.controller.accounts.Tokens;
import cc.drycc.controller.accounts.UserRoutes;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.keys.KeyRoutes;
import cc.drycc.controller.keys.Keys;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.perms.AdminPermRoutes;
import cc.drycc.controller.perms.Administrators;
import cc.drycc.controller.perms.PermRoutes;
import cc.drycc.controller.releases.ReleaseLedger;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the rows everybody reads, and accounts, tokens and keys with their routes. */
@Configuration(proxyBeanMethods = false)
class AccountParts {

    @Bean
    JdbcClient db(Surroundings surroundings) {
        return JdbcClient.create(surroundings.database());
    }

    @Bean
    TransactionTemplate transaction(Surroundings surroundings) {
        return new TransactionTemplate(new JdbcTransactionManager(surroundings.database()));
    }

    @Bean
    PublicAddress address(ControllerSettings settings) {
        return settings.address();
    }

    @Bean
    Users users(JdbcClient db) {
        return new Users(db);
    }

    @Bean
    Tokens tokens(JdbcClient db) {
        return new Tokens(db);
    }

    @Bean
    Keys keys(JdbcClient db, Users users) {
        return new Keys(db, users);
    }

    @Bean
    Apps apps(JdbcClient db) {
        return new Apps(db);
    }

    @Bean
    Configs configs(JdbcClient db, ControllerSettings settings) {
        return new Configs(db, settings.key());
    }

    @Bean
    ReleaseLedger ledger(JdbcClient db) {
        return new ReleaseLedger(db);
    }

    @Bean
    AppLog appLog(JdbcClient db) {
        return new AppLog(db);
    }

    @Bean
    Collaborators collaborators(JdbcClient db) {
        return new Collaborators(db);
    }

    @Bean
    Access access(Collaborators collaborators, Apps apps) {
        return new Access(collaborators, apps);
    }

    @Bean
    PermRoutes permRoutes(Collaborators collaborators, Accounts accounts, AppLog log) {
        return new PermRoutes(collaborators, accounts, log);
    }

    @Bean
    AdminPermRoutes adminPermRoutes(TransactionTemplate transaction, Users users, Accounts accounts) {
        return new AdminPermRoutes(users, new Administrators(transaction, users, accounts));
    }

    @Bean
    Accounts accounts(
            TransactionTemplate transaction,
            Users users,
            Tokens tokens,
            Apps apps,
            Access access,
            ControllerSettings settings) {
        return new Accounts(transaction, users, tokens, apps, access, settings.registration(), InstantSource.system());
    }

    @Bean
    AuthRoutes authRoutes(Accounts accounts) {
        return new AuthRoutes(accounts);
    }

    @Bean
    LoginPageRoutes loginPageRoutes(Accounts accounts) {
        return new LoginPageRoutes(accounts);
    }

    @Bean
    TokenRoutes tokenRoutes(TransactionTemplate transaction, Tokens tokens, Accounts accounts, Access access) {
        return new TokenRoutes(transaction, tokens, accounts, access);
    }

    @Bean
    UserRoutes userRoutes(Users users, Accounts accounts) {
        return new UserRoutes(users, accounts);
    }

    @Bean
    KeyRoutes keyRoutes(Keys keys) {
        return new KeyRoutes(keys);
    }
}

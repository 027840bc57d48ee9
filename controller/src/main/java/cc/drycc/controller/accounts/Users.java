package cc.drycc.controller.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts in the database. */
public final class Users {

    private static final String COLUMNS = """
            u.id, u.username, u.email, u.first_name, u.last_name, u.is_superuser, u.is_staff, u.is_active,
            u.last_login, u.date_joined
            """;

    private final JdbcClient db;

    public Users(JdbcClient db) {
        this.db = db;
    }

    /** Makes the account, as if it had just logged in (reference API); empty when the name is taken. */
    public Optional<User> create(NewUser user) {
        boolean administrator = user.rank() == NewUser.Rank.ADMINISTRATOR;
        int rows = db.sql("""
                        insert into users
                            (username, password_hash, email, first_name, last_name, is_superuser, is_staff, last_login)
                        values (:username, :hash, :email, :first, :last, :admin, :admin, now())
                        on conflict do nothing
                        """)
                .param("username", user.username())
                .param("hash", user.passwordHash())
                .param("email", user.email())
                .param("first", user.firstName())
                .param("last", user.lastName())
                .param("admin", administrator)
                .update();
        return rows == 1 ? find(user.username()) : Optional.empty();
    }

    /** Looks an account up by its name, active or not. */
    public Optional<User> find(String username) {
        return db.sql("select " + COLUMNS + " from users u where u.username = :username")
                .param("username", username)
                .query(Users::row)
                .optional();
    }

    /** Looks an account up by its number, active or not. */
    public Optional<User> find(long id) {
        return db.sql("select " + COLUMNS + " from users u where u.id = :id")
                .param("id", id)
                .query(Users::row)
                .optional();
    }

    /** Accounts by name. */
    public List<User> page(int limit, int offset) {
        return db.sql("select " + COLUMNS + " from users u order by u.username limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(Users::row)
                .list();
    }

    /** How many accounts there are. */
    public int count() {
        return db.sql("select count(*) from users").query(Integer.class).single();
    }

    /** Accounts that administer the platform, kept out ones included, by name. */
    public List<User> administrators(int limit, int offset) {
        return db.sql("select " + COLUMNS
                        + " from users u where u.is_superuser order by u.username limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(Users::row)
                .list();
    }

    /** How many accounts administer the platform, kept out ones included. */
    public int countAllAdministrators() {
        return db.sql("select count(*) from users where is_superuser")
                .query(Integer.class)
                .single();
    }

    /**
     * Locks the accounts that could administer the platform now, until the caller's transaction ends: whoever takes one
     * away looks first whether another is left.
     */
    public List<Long> lockAdministrators() {
        return db.sql("select id from users where is_superuser and is_active order by id for update")
                .query(Long.class)
                .list();
    }

    /** Makes an account an administrator, or an ordinary one. */
    public void setRank(long user, NewUser.Rank rank) {
        boolean administrator = rank == NewUser.Rank.ADMINISTRATOR;
        db.sql("update users set is_superuser = :admin, is_staff = :admin where id = :id")
                .param("admin", administrator)
                .param("id", user)
                .update();
    }

    /** Whether an account has this name, in whatever case: two that differ only in case would be mistaken for each other. */
    public boolean isTaken(String username) {
        return db.sql("select exists (select 1 from users where lower(username) = lower(:username))")
                .param("username", username)
                .query(Boolean.class)
                .single();
    }

    /** The encoded password of an account. */
    public Optional<String> passwordHash(String username) {
        return db.sql("select password_hash from users where username = :username")
                .param("username", username)
                .query(String.class)
                .optional();
    }

    /** Replaces the encoded password. */
    public void setPasswordHash(long user, String hash) {
        db.sql("update users set password_hash = :hash where id = :id")
                .param("hash", hash)
                .param("id", user)
                .update();
    }

    /** Lets an account in, or keeps it out from the next request on. */
    public void setActive(long user, boolean active) {
        db.sql("update users set is_active = :active where id = :id")
                .param("active", active)
                .param("id", user)
                .update();
    }

    /** Notes that a login succeeded just now. */
    public void loggedIn(long user) {
        db.sql("update users set last_login = now() where id = :id")
                .param("id", user)
                .update();
    }

    /** Removes an account with its tokens and keys. The caller has made sure that it owns no app. */
    public void delete(long user) {
        db.sql("delete from users where id = :id").param("id", user).update();
    }

    /** Makes others wait who {@code lock} the same account, until the caller's transaction ends. */
    public void lock(long user) {
        db.sql("select 1 from users where id = :id for no key update")
                .param("id", user)
                .query(Integer.class)
                .optional();
    }

    /** Reads the account columns, which must carry their own names. */
    static User row(ResultSet rs, int row) throws SQLException {
        return new User(
                rs.getLong("id"),
                rs.getString("username"),
                rs.getString("email"),
                rs.getString("first_name"),
                rs.getString("last_name"),
                rs.getBoolean("is_superuser"),
                rs.getBoolean("is_staff"),
                rs.getBoolean("is_active"),
                Optional.ofNullable(rs.getTimestamp("last_login")).map(Timestamp::toInstant),
                rs.getTimestamp("date_joined").toInstant());
    }

    static String columns() {
        return COLUMNS;
    }
}

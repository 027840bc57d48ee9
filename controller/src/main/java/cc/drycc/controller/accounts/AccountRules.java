package cc.drycc.controller.accounts;

import cc.drycc.controller.problems.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names, addresses and passwords may look like (reference controller's rules and texts). */
final class AccountRules {

    static final String REQUIRED = "This field is required.";
    static final String BLANK = "This field may not be blank.";

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@.+_-]{0,149}");
    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private AccountRules() {}

    static String username(@Nullable String username) {
        var name = given("username", username);
        if (!isUsername(name)) {
            throw new Problem.InvalidField(
                    "username",
                    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters, "
                            + "must begin with a letter or number and have at most 150 of them.");
        }
        return name;
    }

    /** Whether an account could have this name. */
    static boolean isUsername(String name) {
        return USERNAME.matcher(name).matches();
    }

    static String email(@Nullable String email) {
        var address = given("email", email);
        if (address.length() > LONGEST_EMAIL || !EMAIL.matcher(address).matches()) {
            throw new Problem.InvalidField("email", "Enter a valid email address.");
        }
        return address;
    }

    static String password(String field, @Nullable String password) {
        var secret = given(field, password);
        if (secret.length() > Passwords.LONGEST) {
            throw new Problem.InvalidField(
                    field, "Ensure this field has no more than " + Passwords.LONGEST + " characters.");
        }
        return secret;
    }

    /** A first or last name: optional, without control characters. */
    static String name(String field, @Nullable String name) {
        if (name == null) {
            return "";
        }
        if (name.length() > LONGEST_NAME || Text.isUnclean(name)) {
            throw new Problem.InvalidField(
                    field, "Ensure this field has no more than 150 characters and no control characters.");
        }
        return name;
    }

    private static String given(String field, @Nullable String value) {
        if (value == null) {
            throw new Problem.InvalidField(field, REQUIRED);
        }
        if (value.isBlank()) {
            throw new Problem.InvalidField(field, BLANK);
        }
        return value;
    }
}

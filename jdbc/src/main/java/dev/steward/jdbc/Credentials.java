package dev.steward.jdbc;

import java.util.Objects;

/**
 * A user and a password, as they are valid at one moment. Immutable; it never shows the password by itself.
 */
public final class Credentials {
    private final String user;
    private final String password;

    private Credentials(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Takes a user and a password.
     *
     * @param user the database user
     * @param password the password; may be empty
     * @return the credentials
     */
    public static Credentials of(String user, String password) {
        return new Credentials(Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
    }

    /**
     * The database user.
     *
     * @return the user
     */
    public String user() {
        return user;
    }

    /**
     * The password.
     *
     * @return the secret
     */
    public String password() {
        return password;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credentials that && user.equals(that.user) && password.equals(that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, password);
    }

    @Override
    public String toString() {
        return user + " (password not shown)";
    }
}

/**
 * Who comes in: accounts, their passwords, tokens and SSH keys. Secrets come in and are gone: a password stays as argon2id,
 * a token as its SHA-256. Out goes a {@link cc.drycc.controller.accounts.User} to everyone who has to know who asks; what
 * that person may do is {@code access}'s business.
 */
@NullMarked
package cc.drycc.controller.accounts;

import org.jspecify.annotations.NullMarked;

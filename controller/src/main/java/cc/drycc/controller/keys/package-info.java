/**
 * People's SSH keys: how the git server knows who pushes. A line of {@code id_ed25519.pub} comes in, is taken apart and put
 * together again; the SHA-256 of the key, unique over all accounts, is what a pusher is known by.
 */
@NullMarked
package cc.drycc.controller.keys;

import org.jspecify.annotations.NullMarked;

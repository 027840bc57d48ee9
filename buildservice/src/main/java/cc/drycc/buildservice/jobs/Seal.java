package cc.drycc.buildservice.jobs;

import java.security.GeneralSecurityException;

/** Keeps secrets unreadable in the database and its backups: authenticated encryption with the platform's key. */
public interface Seal {

    byte[] seal(byte[] plain);

    /** @throws GeneralSecurityException when it was sealed with another key, or changed since */
    byte[] open(byte[] sealed) throws GeneralSecurityException;
}

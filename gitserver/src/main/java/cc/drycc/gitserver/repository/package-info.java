/** The bare repositories: opened, created, removed, kept small, and their commits read. */
@NullMarked
package cc.drycc.gitserver.repository;

import org.jspecify.annotations.NullMarked;

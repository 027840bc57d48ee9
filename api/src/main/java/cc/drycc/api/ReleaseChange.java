package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is different between two releases.
 *
 * @param area what it is part of: the build, the process types, the values, or what config calls it, such as limits
 * @param name what it is called: {@code image}, a process type, a value, a probe, a tag
 * @param group the group a value belongs to; null for what is not one of a group
 * @param ptype the process type it is for; null for what is not for one
 * @param change whether it was added, is another one, or was deleted, in one word
 * @param from what it was; null when it was not there, and for all that may hold a secret
 * @param to what it is; null likewise
 */
public record ReleaseChange(
        String area,
        String name,
        @Nullable String group,
        @Nullable String ptype,
        String change,
        @Nullable String from,
        @Nullable String to) {}

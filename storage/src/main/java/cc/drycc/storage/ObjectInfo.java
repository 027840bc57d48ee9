package cc.drycc.storage;

import java.time.Instant;

/**
 * What a store knows of an object without reading it.
 *
 * @param key its name
 * @param size in bytes
 * @param modified when it was put
 */
public record ObjectInfo(ObjectKey key, long size, Instant modified) {}

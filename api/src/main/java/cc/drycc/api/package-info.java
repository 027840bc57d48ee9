/**
 * What goes over the wire of {@code /v2}: the bodies of requests and answers, as records that server and client share. On
 * the wire each component is named as {@link cc.drycc.api.WireNames} says ({@code dateJoined} is {@code date_joined}), times are ISO 8601 in UTC and
 * whole seconds, and whatever is unknown is ignored by both sides. In requests every component may be missing
 * ({@code null}); the server says what it needs. Contract: REST reference v2.3 (seed 10.5).
 */
@NullMarked
package cc.drycc.api;

import org.jspecify.annotations.NullMarked;

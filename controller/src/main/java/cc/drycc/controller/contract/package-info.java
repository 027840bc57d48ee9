/**
 * The API's contract, {@code openapi.yaml} of module {@code api}, for programs ({@code /v2/openapi.json}) and for people
 * ({@code /v2/docs/}). It is written first; tests hold every route and every answer against it.
 */
@NullMarked
package cc.drycc.controller.contract;

import org.jspecify.annotations.NullMarked;

package cc.drycc.cli.http;

/**
 * What a controller says it is.
 *
 * @param api of the API it speaks
 * @param platform of the platform
 */
public record ServerVersions(String api, String platform) {}

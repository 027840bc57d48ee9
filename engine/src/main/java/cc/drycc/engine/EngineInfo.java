package cc.drycc.engine;

/**
 * Which engine answers.
 *
 * @param name {@code docker} or {@code podman} or {@code kubernetes}
 * @param version of the engine
 * @param apiVersion negotiated with it
 */
public record EngineInfo(String name, String version, String apiVersion) {}

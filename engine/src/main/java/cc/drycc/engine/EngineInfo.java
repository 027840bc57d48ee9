package cc.drycc.engine;

/**
 * Which engine answers.
 *
 * @param name {@code docker} or {@code podman} or {@code kubernetes}
 * @param version of the engine
 * @param apiVersion negotiated with it
 * @param architecture of its machine's processor as images name it (OCI image specification, {@code architecture}): {@code
 *     amd64}
 */
public record EngineInfo(String name, String version, String apiVersion, String architecture) {}

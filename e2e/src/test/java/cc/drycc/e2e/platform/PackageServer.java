package cc.drycc.e2e.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.drycc.engine.docker.GitOverSsh;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One package for Composer and one gem for Bundler, each called greeting 1.0.0, where containers can fetch them. */
public final class PackageServer implements AutoCloseable {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String url;

    private PackageServer(HttpServer server, String host) {
        this.server = server;
        this.url = "http://%s:%d".formatted(host, server.getAddress().getPort());
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        return GitOverSsh.address().isPresent()
                ? Optional.empty()
                : Optional.of("this machine has no address but its loopback");
    }

    /** @param folder where the packages are made */
    public static PackageServer start(Path folder) throws Exception {
        var host = GitOverSsh.address().orElseThrow();
        var packages = new PackageServer(HttpServer.create(new InetSocketAddress(host, 0), 0), host);
        packages.files.put("/composer/greeting.zip", zip());
        packages.files.put(
                "/composer/packages.json",
                "{\"packages\": {\"acme/greeting\": {\"1.0.0\": %s}}}"
                        .formatted(packages.composerPackage())
                        .getBytes(UTF_8));
        packages.gem(folder);
        packages.server.createContext("/", exchange -> {
            try (exchange) {
                var content = packages.files.get(exchange.getRequestURI().getPath());
                if (content == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                }
            }
        });
        packages.server.start();
        return packages;
    }

    /** Of a repository for Composer. */
    public String composer() {
        return url + "/composer";
    }

    /** Of a source of gems. */
    public String gems() {
        return url + "/rubygems";
    }

    /** The package as a repository and a lock file describe it (getcomposer.org, "Repositories"). */
    public String composerPackage() {
        return """
                {"name": "acme/greeting", "version": "1.0.0", "autoload": {"psr-4": {"Acme\\\\": "src/"}},
                 "dist": {"type": "zip", "url": "%s/greeting.zip", "shasum": "%s"}}
                """.formatted(composer(), hex("SHA-1", files.getOrDefault("/composer/greeting.zip", new byte[0])));
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("greeting/src/Greeting.php"));
            zip.write("<?php namespace Acme; class Greeting { const TEXT = \"Hello from Composer\\n\"; }"
                    .getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A gem and the compact index that has it (guides.rubygems.org, "Compact index"). */
    private void gem(Path folder) throws Exception {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.writeString(lib.resolve("greeting.rb"), "module Greeting; TEXT = \"Hello from Bundler\\n\"; end\n");
        Files.writeString(folder.resolve("metadata"), """
                --- !ruby/object:Gem::Specification
                name: greeting
                version: !ruby/object:Gem::Version
                  version: 1.0.0
                platform: ruby
                specification_version: 4
                authors: [acme]
                summary: A greeting
                files: [lib/greeting.rb]
                require_paths: [lib]
                """);
        Command.of("sh", "-ec", """
                        gzip metadata
                        tar --format=ustar -czf data.tar.gz lib/greeting.rb
                        tar --format=ustar -cf greeting.gem metadata.gz data.tar.gz
                        """).in(folder).run().ok();
        byte[] gem = Files.readAllBytes(folder.resolve("greeting.gem"));
        byte[] info = "---\n1.0.0 |checksum:%s\n".formatted(hex("SHA-256", gem)).getBytes(UTF_8);
        files.put("/rubygems/gems/greeting-1.0.0.gem", gem);
        files.put("/rubygems/info/greeting", info);
        files.put(
                "/rubygems/versions",
                "created_at: 2026-01-01T00:00:00Z\n---\ngreeting 1.0.0 %s\n"
                        .formatted(hex("MD5", info))
                        .getBytes(UTF_8));
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

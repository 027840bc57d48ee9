package cc.drycc.gitserver.ssh;

import cc.drycc.gitserver.GitServerSettings;
import cc.drycc.gitserver.PushGate;
import cc.drycc.gitserver.receive.ReceivePush;
import cc.drycc.gitserver.repository.Repositories;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** The SSH server: public keys only, today's algorithms only, two commands only. */
public final class SshFront implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final int MAX_AUTH_TRIES = 20;

    private final SshServer server;

    private SshFront(SshServer server) {
        this.server = server;
    }

    /** @throws IOException when the port is taken or the host keys cannot be kept */
    public static SshFront start(
            GitServerSettings settings, PushGate gate, Repositories repositories, ReceivePush receive)
            throws IOException {
        var server = SshServer.setUpDefaultServer();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setKeyPairProvider(HostKeys.in(settings.hostKeys()));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(new SignedIn(gate));
        server.setCommandFactory((channel, line) -> new GitSession(line, gate, repositories, receive));
        server.setShellFactory(channel -> new GitSession("", gate, repositories, receive));
        server.setSubsystemFactories(List.of());
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        algorithms(server);
        limits(server, settings);
        server.start();
        return new SshFront(server);
    }

    private static void algorithms(SshServer server) {
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true,
                List.of(
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh,
                        BuiltinDHFactories.ecdhp256,
                        BuiltinDHFactories.ecdhp384,
                        BuiltinDHFactories.ecdhp521,
                        BuiltinDHFactories.dhg16_512,
                        BuiltinDHFactories.dhg14_256),
                ServerBuilder.DH2KEX));
        server.setCipherFactories(List.<NamedFactory<Cipher>>of(
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256gcm,
                BuiltinCiphers.cc20p1305_openssh,
                BuiltinCiphers.aes128ctr,
                BuiltinCiphers.aes192ctr,
                BuiltinCiphers.aes256ctr));
        server.setMacFactories(List.<NamedFactory<Mac>>of(
                BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512));
        server.setSignatureFactories(List.<NamedFactory<Signature>>of(
                BuiltinSignatures.ed25519,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp521,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256));
    }

    private static void limits(SshServer server, GitServerSettings settings) {
        // without it every small packet waits for the acknowledgement of the one before
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, settings.loginTime());
        CoreModuleProperties.IDLE_TIMEOUT.set(server, IDLE);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MAX_AUTH_TRIES);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "drycc");
        CoreModuleProperties.NIO_WORKERS.set(server, 3);
        server.setSessionHeartbeat(HeartbeatType.IGNORE, HEARTBEAT);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getBoundAddresses().iterator().next();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package cc.drycc.engine.metadata;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of this machine's firewall for one network of containers. What they send to a metadata service is refused at
 * once, so that libraries that try it need not wait. Others put rules before ours, as engines do for their networks: what
 * these let pass is dropped behind them, in the table that comes after.
 *
 * <p>Names are looked up at such addresses in some clouds, so port 53 is left out. Our networks have no IPv6.
 */
public final class MetadataGuard {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataGuard.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final Pattern SUBNET = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}/[0-9]{1,2}");

    /** Link-local, where nearly all clouds have theirs; Alibaba Cloud's; Azure's for its agent. */
    private static final List<String> SERVICES = List.of("169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32");

    private static final List<String> TABLES = List.of("filter", "security");
    private static final List<String> HOOKS = List.of("INPUT", "FORWARD");

    private final String subnet;

    private MetadataGuard(String subnet) {
        this.subnet = subnet;
    }

    /**
     * The guard of a network.
     *
     * @param subnet such as {@code 10.1.2.0/24}
     * @return empty when it is not IPv4
     */
    public static Optional<MetadataGuard> of(String subnet) {
        return SUBNET.matcher(subnet).matches() ? Optional.of(new MetadataGuard(subnet)) : Optional.empty();
    }

    /** Why this machine cannot have one; empty when it can. */
    public static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("only root may set the firewall");
        }
        return Iptables.find().isPresent() ? Optional.empty() : Optional.of("iptables is not installed");
    }

    /** Puts the rules in, again if they are there, or takes them away. What cannot be done is told once, in the log. */
    public void set(CloudMetadata wanted) {
        Optional<String> problem = missing();
        if (problem.isEmpty()) {
            problem = Iptables.find()
                    .flatMap(iptables -> wanted == CloudMetadata.DENY ? put(iptables) : takeAway(iptables));
        }
        problem.ifPresent(reason -> {
            if (wanted == CloudMetadata.DENY && !TOLD.getAndSet(true)) {
                LOG.warn(
                        "event=cloud-metadata-open problem=\"{}\" meaning=\"builds and apps can ask this machine's cloud for"
                                + " what it may know\" see=docs/operating.md",
                        reason);
            }
        });
    }

    private Optional<String> put(Iptables iptables) {
        for (String table : TABLES) {
            Optional<String> problem = iptables.restore(rules(iptables, table));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** For {@code iptables-restore --noflush}, which changes a table at once or not at all. */
    private String rules(Iptables iptables, String table) {
        var rules = new StringBuilder("*" + table + "\n:" + chain() + " - [0:0]\n");
        for (String protocol : List.of("udp", "tcp")) {
            rules.append("-A %s -p %s --dport 53 -j RETURN%n".formatted(chain(), protocol));
        }
        for (String service : SERVICES) {
            String to = "-A %s -m conntrack --ctdir ORIGINAL --ctorigdst %s".formatted(chain(), service);
            if (table.equals("filter")) {
                rules.append(to).append(" -p tcp -j REJECT --reject-with tcp-reset\n");
                rules.append(to).append(" -j REJECT --reject-with icmp-admin-prohibited\n");
            } else {
                rules.append(to).append(" -j DROP\n");
            }
        }
        for (String hook : HOOKS) {
            if (!iptables.has(table, jump(hook))) {
                rules.append("-I ").append(String.join(" ", jump(hook))).append('\n');
            }
        }
        return rules.append("COMMIT\n").toString();
    }

    private Optional<String> takeAway(Iptables iptables) {
        for (String table : TABLES) {
            var rules = new StringBuilder("*" + table + "\n:" + chain() + " - [0:0]\n");
            HOOKS.stream()
                    .filter(hook -> iptables.has(table, jump(hook)))
                    .forEach(hook -> rules.append("-D ")
                            .append(String.join(" ", jump(hook)))
                            .append('\n'));
            Optional<String> problem = iptables.restore(rules + "-X " + chain() + "\nCOMMIT\n");
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private List<String> jump(String hook) {
        return List.of(hook, "-s", subnet, "-j", chain());
    }

    /** At most 28 characters: {@code DRYCC-10.131.148.0-24}. */
    private String chain() {
        return "DRYCC-" + subnet.replace('/', '-');
    }
}

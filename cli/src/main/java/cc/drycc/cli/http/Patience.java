package cc.drycc.cli.http;

import java.time.Duration;

/**
 * How long to wait for a controller.
 *
 * @param connect until it takes the connection
 * @param look until it answers a question
 * @param change until it has made a change: deploys answer when they are done, as long as a rollout may take
 */
record Patience(Duration connect, Duration look, Duration change) {

    static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(30));
}

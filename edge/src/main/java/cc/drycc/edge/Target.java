package cc.drycc.edge;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * One address requests go to, and how many are under way there. A target is counted from the moment it is picked, so that
 * "no request under way" is exact: the pick and the count happen under the backend's lock.
 */
final class Target {

    private final InetSocketAddress address;
    private int underWay;

    Target(InetSocketAddress address) {
        this.address = address;
    }

    InetSocketAddress address() {
        return address;
    }

    synchronized int underWay() {
        return underWay;
    }

    synchronized void begin() {
        underWay++;
    }

    synchronized void end() {
        underWay--;
        notifyAll();
    }

    synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (underWay > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}

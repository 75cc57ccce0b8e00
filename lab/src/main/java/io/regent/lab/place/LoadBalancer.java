package io.regent.lab.place;

import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.net.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A small HTTP load balancer in front of one registry: it checks the target's health, forwards while that is healthy,
 * and answers for it by 503, 502 (a target that refuses, resets or talks nonsense) and 504 (one that says nothing) in
 * the way that an Application Load Balancer does. Bodies stream through it both ways, so images can be pushed and
 * pulled.
 *
 * <p>One thing differs: where all targets are unhealthy, an Application Load Balancer sends requests to them all the
 * same ("fails open"), and the client sees 502 or 504. Here it is 503, so that what the load balancer holds of its
 * target can be seen from outside.
 */
public final class LoadBalancer implements AutoCloseable {
    private final InetSocketAddress target;
    private final LoadBalancerSettings settings;
    private final TcpListener listener;
    private final Thread checking;
    private volatile TargetHealth health = TargetHealth.INITIAL;

    private LoadBalancer(InetSocketAddress wanted, InetSocketAddress target, LoadBalancerSettings settings) {
        this.target = target;
        this.settings = settings;
        this.listener = TcpListener.open(wanted, settings.mostConnections(), this::serve);
        this.checking = Thread.ofVirtual().name("health of " + target).start(this::check);
    }

    /**
     * Listens from now on, and checks its target at once. Until the first check's result it answers 503.
     *
     * @param address a loopback address; port 0 takes any free one
     * @throws AddressUnavailable when the address or the port cannot be had
     */
    public static LoadBalancer open(
            InetSocketAddress address, InetSocketAddress target, LoadBalancerSettings settings) {
        return new LoadBalancer(address, target, settings);
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** Whether it forwards to its target at this moment. */
    public boolean healthy() {
        return health.state() == TargetHealth.State.HEALTHY;
    }

    private void check() {
        try {
            while (true) {
                health = health.after(RegistryCheck.passes(target, settings.checkTimeout()), settings);
                Thread.sleep(settings.checkInterval());
            }
        } catch (InterruptedException closed) {
            // Nobody asks any more.
        }
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        new Forwarding(client, target, settings.idle()).serve(healthy());
    }

    /** Frees the port and resets every connection. */
    @Override
    public void close() {
        listener.close();
        checking.interrupt();
    }
}

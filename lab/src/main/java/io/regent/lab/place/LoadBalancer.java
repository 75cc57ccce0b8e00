package io.regent.lab.place;

import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.net.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A small HTTP load balancer in front of one registry. It checks the target's health and forwards whatever that is:
 * with no healthy target an Application Load Balancer "fails open" and routes to the unhealthy ones (User Guide for
 * Application Load Balancers, "Health checks for your target groups"). For a target that refuses, resets or talks
 * nonsense it answers 502, for one that says nothing 504, in the way that an Application Load Balancer does. Bodies
 * stream through it both ways, so images can be pushed and pulled.
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
     * Listens from now on, and checks its target at once.
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

    /** What it holds of its target; requests go there all the same. */
    public boolean healthy() {
        return health.state() == TargetHealth.State.HEALTHY;
    }

    private void check() {
        try {
            while (true) {
                health = health.after(passes(), settings);
                Thread.sleep(settings.checkInterval());
            }
        } catch (InterruptedException closed) {
            // Nobody asks any more.
        }
    }

    private boolean passes() {
        return RegistryCheck.passes(target, settings.checkTimeout(), settings.checkPath(), settings.checkStatuses());
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        new Forwarding(client, target, settings.idle()).serve();
    }

    /** Frees the port and resets every connection. */
    @Override
    public void close() {
        listener.close();
        checking.interrupt();
    }
}

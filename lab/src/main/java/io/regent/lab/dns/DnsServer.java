package io.regent.lab.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * An authoritative DNS server on loopback, over UDP and TCP. Each of its addresses has its own {@link Answers}. However
 * bad a packet or a connection is, it goes on; how much it works on at once, and for how long, is bounded.
 */
public final class DnsServer implements AutoCloseable {
    /** How often a free port is looked for that is free for both protocols. */
    private static final int MOST_TRIES = 20;

    private final List<UdpPort> udp = new ArrayList<>();
    private final List<TcpPort> tcp = new ArrayList<>();

    private DnsServer() {}

    /** An address to listen on and what it says; port 0 takes any that is free. */
    public record Bind(InetSocketAddress address, Answers answers) {
        public Bind {
            if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("address " + address + ": expected one on loopback, 127.0.0.0/8");
            }
        }
    }

    /**
     * Listens on all of the addresses or on none.
     *
     * @throws IOException when an address cannot be had
     */
    public static DnsServer open(List<Bind> binds) throws IOException {
        return open(binds, TcpPort.Limits.USUAL);
    }

    static DnsServer open(List<Bind> binds, TcpPort.Limits limits) throws IOException {
        DnsServer server = new DnsServer();
        try {
            for (Bind bind : binds) {
                server.listen(bind, limits);
            }
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void listen(Bind bind, TcpPort.Limits limits) throws IOException {
        Respondent respondent = new Respondent(bind.answers());
        for (int tries = 1; ; tries++) {
            ServerSocket stream =
                    new ServerSocket(bind.address().getPort(), 0, bind.address().getAddress());
            try {
                DatagramSocket packets =
                        new DatagramSocket(new InetSocketAddress(bind.address().getAddress(), stream.getLocalPort()));
                udp.add(new UdpPort(packets, respondent));
                tcp.add(new TcpPort(stream, respondent, limits));
                return;
            } catch (IOException e) {
                stream.close();
                if (bind.address().getPort() != 0 || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Where it listens, in the order of the binds. */
    public List<InetSocketAddress> addresses() {
        return tcp.stream().map(TcpPort::address).toList();
    }

    /** Frees the ports and drops the connections. */
    @Override
    public void close() {
        udp.forEach(UdpPort::close);
        tcp.forEach(TcpPort::close);
    }
}

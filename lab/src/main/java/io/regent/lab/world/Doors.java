package io.regent.lab.world;

import io.regent.lab.dns.DnsServer;
import io.regent.lab.net.AddressUnavailable;
import io.regent.lab.net.Loopback;
import io.regent.lab.net.LoopbackNetwork;
import io.regent.lab.net.Site;
import io.regent.lab.twin.Faults;
import io.regent.lab.wire.AccessKeys;
import io.regent.lab.wire.Authorization;
import io.regent.lab.wire.WireFront;
import io.regent.lab.wire.WireJournal;
import io.regent.lab.wire.WireProtocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the lab listens for everybody. What cannot be had is named, with what a person can do about it. */
final class Doors {
    static final InetAddress HOME = InetAddress.ofLiteral("127.0.0.1");

    private Doors() {}

    /**
     * Makes sure of every address that the lab listens on, at once, so that a person hears of all that is missing.
     *
     * @throws AddressUnavailable naming those that are missing, with the commands that add them
     */
    static void requireAddresses(List<Place> places) {
        List<Site> sites = places.stream().map(Place::site).toList();
        Set<InetAddress> addresses = LoopbackNetwork.addresses(
                sites, places.stream().map(Place::region).toList());
        places.forEach(place -> addresses.add(place.resolver(Ports.USUAL.dns()).getAddress()));
        addresses.addAll(NameServers.addresses());
        Loopback.ofThisMachine().require(addresses);
    }

    /** Opens the door for AWS clients. */
    static WireFront front(
            int port,
            List<WireProtocol> protocols,
            Faults faults,
            AccessKeys keys,
            Authorization authorization,
            WireJournal journal,
            InstantSource clock)
            throws IOException {
        try {
            return WireFront.open(
                    new InetSocketAddress(HOME, port), protocols, faults, keys, authorization, journal, clock);
        } catch (BindException e) {
            throw taken("127.0.0.1:" + port + " for AWS clients", Ports.AWS_VARIABLE, e);
        }
    }

    /** Opens the resolvers and the name servers, all at one port. */
    static DnsServer dns(int port, List<DnsServer.Bind> binds) throws IOException {
        try {
            return DnsServer.open(binds);
        } catch (BindException e) {
            String hosts = binds.stream()
                    .map(bind -> bind.address().getAddress().getHostAddress())
                    .collect(Collectors.joining(", "));
            throw taken("port " + port + " (UDP and TCP) of " + hosts + " for DNS", Ports.DNS_VARIABLE, e);
        }
    }

    private static IOException taken(String place, String variable, BindException e) {
        return new IOException(
                "cannot listen on " + place + " (" + e.getMessage() + "): end the program that has it, or set "
                        + variable + " to another port",
                e);
    }
}

package io.regent.lab.twin;

import io.regent.fleet.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is broken at the moment. Each region is a fault domain, Route 53's control plane another, and the path between
 * two regions can be cut. Thread-safe; everything works when it is made.
 */
public final class Faults {
    /** How a call fares on its way. */
    public sealed interface Path {
        record Open() implements Path {}

        /** Arrives, later. */
        record Slow(Duration delay) implements Path {}

        /** Never answered: the caller's own deadline ends it. */
        record Silent() implements Path {}

        /** Answered by an error of the service's own (HTTP 503). */
        record Failing() implements Path {}
    }

    private record Cut(Region one, Region other) {
        static Cut between(Region a, Region b) {
            return a.compareTo(b) <= 0 ? new Cut(a, b) : new Cut(b, a);
        }
    }

    private final Set<Region> dark = new HashSet<>();
    private final Map<Region, Duration> slow = new HashMap<>();
    private final Set<Cut> cuts = new HashSet<>();
    private boolean route53Broken;

    /** Nothing in or out of a region answers any more, and nothing in it runs. */
    public synchronized void dark(Region region) {
        dark.add(region);
    }

    /** Everything in or out of a region takes this much longer. */
    public synchronized void slow(Region region, Duration delay) {
        slow.put(region, delay);
    }

    /** Two regions no longer reach each other; both work as seen from elsewhere. */
    public synchronized void cut(Region a, Region b) {
        cuts.add(Cut.between(a, b));
    }

    /** Route 53's control plane answers every call with an error; its name servers go on. */
    public synchronized void breakRoute53() {
        route53Broken = true;
    }

    /** Route 53's control plane works again; the other faults stay. */
    public synchronized void mendRoute53() {
        route53Broken = false;
    }

    /** Everything works again. */
    public synchronized void heal() {
        dark.clear();
        slow.clear();
        cuts.clear();
        route53Broken = false;
    }

    public synchronized boolean isDark(Region region) {
        return dark.contains(region);
    }

    /** What is broken at the moment, each fault in words, the same in the same order; empty when everything works. */
    public synchronized List<String> inWords() {
        List<String> words = new ArrayList<>();
        new TreeSet<>(dark).forEach(region -> words.add(region + " is dark"));
        new TreeMap<>(slow).forEach((region, delay) -> words.add(region + " is slow by " + delay.toMillis() + " ms"));
        cuts.stream()
                .map(cut -> cut.one() + " and " + cut.other() + " are cut off from each other")
                .sorted()
                .forEach(words::add);
        if (route53Broken) {
            words.add("Route 53's control plane fails");
        }
        return words;
    }

    /** How a call to a region's services, or to a host in it, fares. */
    public synchronized Path to(Region callee, Caller caller) {
        if (dark.contains(callee)) {
            return new Path.Silent();
        }
        Duration delay = slow.getOrDefault(callee, Duration.ZERO);
        if (caller instanceof Caller.Function function) {
            if (!function.region().equals(callee)
                    && (dark.contains(function.region()) || cuts.contains(Cut.between(function.region(), callee)))) {
                return new Path.Silent();
            }
            delay = longer(delay, slow.getOrDefault(function.region(), Duration.ZERO));
        }
        return delay.isZero() ? new Path.Open() : new Path.Slow(delay);
    }

    /** How a call to Route 53's control plane fares. */
    public synchronized Path toRoute53(Caller caller) {
        if (caller instanceof Caller.Function function && dark.contains(function.region())) {
            return new Path.Silent();
        }
        return route53Broken ? new Path.Failing() : new Path.Open();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}

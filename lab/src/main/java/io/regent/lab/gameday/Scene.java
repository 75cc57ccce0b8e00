package io.regent.lab.gameday;

import io.regent.fleet.Region;
import io.regent.lab.witness.Movement;
import io.regent.lab.witness.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An exercise that is to be played.
 *
 * @param purpose what it is for, in a sentence or two
 * @param people who asks for something in it
 * @param losesNothing whether every request of clients is to be answered meanwhile
 * @param leaving which regions are to leave service meanwhile, in their order; several ways where any of them will do
 */
record Scene(
        String title,
        String purpose,
        List<String> people,
        boolean losesNothing,
        List<List<Region>> leaving,
        Play play) {
    /** How long the fleet may take to be as it was, after an exercise. */
    static final Duration SETTLED = Duration.ofSeconds(60);

    /** How long Regent may take to move traffic, or to see that something changed. */
    static final Duration MOVED = Duration.ofSeconds(40);

    /** What is done and expected. */
    @FunctionalInterface
    interface Play {
        void in(Notebook notes) throws InterruptedException;
    }

    Scene {
        people = List.copyOf(people);
        leaving = List.copyOf(leaving);
    }

    /** Whether those regions left service that were to, in their order, and no other, nor any of them once more. */
    Expectation left(List<Movement> movements) {
        List<Region> left = new ArrayList<>();
        Set<Region> out = new HashSet<>();
        for (Movement one : movements) {
            // A region that DNS leaves out by itself and whose weight then goes to 0 left once.
            if (one.leaves() && out.add(one.region())) {
                left.add(one.region());
            }
            if (one.comesBack()) {
                out.remove(one.region());
            }
        }
        String meant = leaving.equals(List.of(List.of()))
                ? "nothing leaves service"
                : "service is left by "
                        + leaving.stream().map(way -> words(way, ", then by ")).collect(Collectors.joining(", or by "))
                        + ", and by nothing else";
        return new Expectation(meant, leaving.contains(left), left.isEmpty() ? "nothing did" : words(left, ", then "));
    }

    private static String words(List<Region> regions, String between) {
        return regions.stream().map(Picture::name).collect(Collectors.joining(between));
    }
}

package io.regent.lab.svg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Places things side by side on a line, each as near to where it belongs as the others allow. */
final class Spread {
    private Spread() {}

    /**
     * Moves positions apart.
     *
     * @param wanted in ascending order
     * @param spacing least distance of two neighbours; becomes less when there is no room for all
     */
    static List<Double> apart(List<Double> wanted, double spacing, double from, double to) {
        double gap = wanted.size() < 2 ? 0 : Math.min(spacing, (to - from) / (wanted.size() - 1));
        List<Double> rightward = new ArrayList<>();
        for (double want : wanted) {
            double least = rightward.isEmpty() ? from : rightward.getLast() + gap;
            rightward.add(Math.max(want, least));
        }
        List<Double> leftward = new ArrayList<>();
        for (double want : wanted.reversed()) {
            double most = leftward.isEmpty() ? to : leftward.getLast() - gap;
            leftward.add(Math.min(want, most));
        }
        Collections.reverse(leftward);
        // Between the two extremes a cluster sits around its middle, and the distances are kept in both of them.
        List<Double> middle = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            middle.add((rightward.get(i) + leftward.get(i)) / 2);
        }
        return inside(middle, gap, from, to);
    }

    private static List<Double> inside(List<Double> places, double gap, double from, double to) {
        List<Double> inside = new ArrayList<>(places);
        for (int i = 0; i < inside.size(); i++) {
            inside.set(i, Math.max(inside.get(i), from + i * gap));
            inside.set(i, Math.min(inside.get(i), to - (inside.size() - 1 - i) * gap));
        }
        return List.copyOf(inside);
    }
}

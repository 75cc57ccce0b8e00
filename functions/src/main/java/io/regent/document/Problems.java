package io.regent.document;

import java.util.ArrayList;
import java.util.List;

/** Gathers the problems of one document while it is read. */
final class Problems {
    /** More than a person would read; a document of nonsense must not make a report without end. */
    static final int MOST = 200;

    private final List<Problem> found = new ArrayList<>();
    private int left;

    void add(Path path, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(path.toString(), message));
        } else {
            left++;
        }
    }

    /** Whether nothing is wrong at a place and in what it holds; no once problems were too many to be kept. */
    boolean cleanAt(Path path) {
        return left == 0 && found.stream().noneMatch(problem -> path.holds(problem.path()));
    }

    List<Problem> all() {
        if (left == 0) {
            return List.copyOf(found);
        }
        List<Problem> all = new ArrayList<>(found);
        all.add(new Problem(Path.ROOT.toString(), "and " + left + " more problems"));
        return List.copyOf(all);
    }
}

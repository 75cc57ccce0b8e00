package io.regent.lab.twin.iam;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an element such as Action or Resource lists, or, as NotAction or NotResource, leaves out.
 *
 * @param <T> how a name is written
 */
record Names<T>(List<T> listed, boolean inverted) {
    Names {
        listed = List.copyOf(listed);
    }

    /** The one that takes a name in, as it is written; for a list that leaves out, all of it. */
    Optional<String> taking(Predicate<T> such) {
        Optional<T> found = listed.stream().filter(such).findFirst();
        if (inverted) {
            return found.isPresent() ? Optional.empty() : Optional.of("all but " + listed);
        }
        return found.map(String::valueOf);
    }

    /** What can be taken in by, as {@link #taking} gives it. */
    List<String> written() {
        return inverted
                ? List.of("all but " + listed)
                : listed.stream().map(String::valueOf).toList();
    }
}

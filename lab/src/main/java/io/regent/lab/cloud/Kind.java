package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Resource;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One type of resource: what becomes of it in the twin. */
interface Kind {
    /**
     * Makes one, or has the one of the same physical id follow. Reads all of the properties before it does anything.
     */
    Made put(Resource resource);

    /** Takes one away. */
    void delete(Resource resource, Made made);

    /** Changes one. Where that gives it another physical id, the new one stands before the old one goes. */
    default Made update(Resource before, Resource after, Made made) {
        Made next = put(after);
        if (!next.ref().equals(made.ref())) {
            delete(before, made);
        }
        return next;
    }

    /** A kind of these two steps. */
    static Kind of(Function<Resource, Made> put, BiConsumer<Resource, Made> delete) {
        return new Kind() {
            @Override
            public Made put(Resource resource) {
                return put.apply(resource);
            }

            @Override
            public void delete(Resource resource, Made made) {
                delete.accept(resource, made);
            }
        };
    }

    /** A kind that only has to be sound: nothing in the twin behaves by it. */
    static Kind passive(Function<Resource, Made> put) {
        return of(put, (resource, made) -> {});
    }
}

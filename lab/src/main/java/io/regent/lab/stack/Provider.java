package io.regent.lab.stack;

/**
 * Who makes the resources of a stack. Refuses, by {@link Unsupported}, what it does not know, and makes nothing then.
 */
public interface Provider {
    /** Makes a resource; those that it refers to stand already. */
    Made create(Resource resource);

    /** Changes a resource whose resolved properties differ from those that it was made with. */
    Made update(Resource before, Resource after, Made made);

    /** Takes a resource away; those that refer to it are gone already. */
    void delete(Resource resource, Made made);
}

package io.regent.lab.stack;

import io.regent.fleet.Region;
import java.util.Optional;

/** The parameters of Systems Manager that a template may name, its own and Amazon's public ones. */
public interface ParameterLookup {
    /** The latest value; empty when the region has no such parameter. */
    Optional<String> find(Region region, String name);
}

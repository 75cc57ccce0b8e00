package io.regent.lab.stack;

import io.regent.fleet.Region;

/** A stack: its name, and the region that it is deployed in. */
public record StackId(String name, Region region) {}

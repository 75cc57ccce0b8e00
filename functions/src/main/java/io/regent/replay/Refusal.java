package io.regent.replay;

import io.regent.decision.Rule;
import io.regent.fleet.Region;

/** An endpoint that should have lost its traffic and did not, for as long as that was said. */
record Refusal(Region endpoint, Rule rule, String why, Span span) {}

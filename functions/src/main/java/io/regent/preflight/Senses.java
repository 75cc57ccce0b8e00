package io.regent.preflight;

import io.regent.lever.Zone;

/** All that a preflight looks through. */
public record Senses(
        Controllers controllers,
        Zone zone,
        Alarms alarms,
        HealthChecks healthChecks,
        Limits limits,
        TargetGroups targetGroups,
        Certificates certificates,
        Machine machine,
        OtherRegions otherRegions,
        Versions versions) {}

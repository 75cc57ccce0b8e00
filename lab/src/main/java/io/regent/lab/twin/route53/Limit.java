package io.regent.lab.twin.route53;

/**
 * A limit of Route 53 and how much of it is used (API reference, GetAccountLimit and GetHostedZoneLimit).
 *
 * @param type as the API names it, such as {@code MAX_RRSETS_BY_ZONE}
 * @param value the most that there may be
 * @param count how many there are
 */
public record Limit(String type, long value, long count) {}

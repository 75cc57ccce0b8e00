package io.regent.lab.twin.route53;

import java.time.Duration;

/** One record as it goes into a DNS message; the value as Route 53 holds it. */
public record DnsRecord(DnsName name, RecordType type, Duration ttl, String value) {}

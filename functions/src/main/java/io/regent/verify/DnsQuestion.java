package io.regent.verify;

import io.regent.fleet.DnsName;

/**
 * A question of class IN.
 *
 * @param recursive whether the server is to ask others; a resolver does, an authoritative server does not
 */
public record DnsQuestion(DnsName name, QueryType type, boolean recursive) {}

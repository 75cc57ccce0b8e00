package io.regent.lab.twin.route53;

/** Which CloudWatch alarm a health check follows: of the account, in any region (API model, AlarmIdentifier). */
public record AlarmIdentifier(String region, String name) {}

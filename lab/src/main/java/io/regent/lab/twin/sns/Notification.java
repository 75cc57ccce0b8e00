package io.regent.lab.twin.sns;

import io.regent.lab.twin.Arn;
import java.time.Instant;

/**
 * A message as subscribers get it.
 *
 * @param subject may be empty
 */
public record Notification(Arn topic, String messageId, String subject, String message, Instant at) {}

package io.regent.machine;

import io.regent.fleet.Target;
import java.util.List;

/**
 * A port that clients need, and whom the security groups let in there.
 *
 * @param part whose port it is: the instance's, or its load balancer's
 * @param from address ranges, security groups and prefix lists; empty where the port is shut
 */
public record Opening(Target.Part part, int port, Known<List<String>> from) {}

package io.regent.lab.cost;

import io.regent.fleet.Region;
import java.math.BigDecimal;

/**
 * AWS's list prices in USD, as of {@link #AS_OF}, taxes left out. Where regions differ, each has its own; a region that
 * is not in the table is priced as the dearest that is.
 */
enum Price {
    LAMBDA_TIME("Lambda, arm64", "GB-s", 400_000, "https://aws.amazon.com/lambda/pricing/", false, 0.0000133334),
    LAMBDA_REQUESTS(
            "Lambda, requests", "requests", 1_000_000, "https://aws.amazon.com/lambda/pricing/", false, 0.20e-6),
    SCHEDULER("EventBridge Scheduler", "invocations", 14e6, "https://aws.amazon.com/eventbridge/pricing/", false, 1e-6),
    METRICS("CloudWatch, metrics", "metrics", 10, "https://aws.amazon.com/cloudwatch/pricing/", false, 0.30),
    METRIC_PUTS(
            "CloudWatch, PutMetricData",
            "requests",
            1_000_000,
            "https://aws.amazon.com/cloudwatch/pricing/",
            false,
            0.01e-3),
    METRIC_READS(
            "CloudWatch, GetMetricData",
            "metrics asked",
            0,
            "https://aws.amazon.com/cloudwatch/pricing/",
            false,
            0.01e-3),
    ALARMS("CloudWatch, alarms", "alarms", 10, "https://aws.amazon.com/cloudwatch/pricing/", false, 0.10),
    DASHBOARDS("CloudWatch, dashboards", "dashboards", 3, "https://aws.amazon.com/cloudwatch/pricing/", false, 3.00),
    LOGS("CloudWatch, logs taken in", "GB", 5, "https://aws.amazon.com/cloudwatch/pricing/", false, 0.50, 0.57, 0.67),
    LOGS_KEPT("CloudWatch, logs kept", "GB-months", 0, "https://aws.amazon.com/cloudwatch/pricing/", false, 0.03),
    KEYS("KMS, keys", "keys", 0, "https://aws.amazon.com/kms/pricing/", true, 1.00),
    HEALTH_CHECKS(
            "Route 53, health checks",
            "beyond the first 50",
            0,
            "https://aws.amazon.com/route53/pricing/",
            false,
            0.50),
    HEALTH_CHECK_OPTIONS(
            "Route 53, options of them", "options", 0, "https://aws.amazon.com/route53/pricing/", false, 1.00),
    TRANSFER(
            "Data to other regions",
            "GB",
            0,
            "https://aws.amazon.com/ec2/pricing/on-demand/",
            false,
            0.02,
            0.02,
            0.086);

    /** When the table was made. */
    static final String AS_OF = "2026-11-24";

    private final String part;
    private final String unit;
    private final double free;
    private final String source;
    private final boolean read;
    private final double northVirginia;
    private final double ireland;
    private final double mumbai;

    /** Alike in every region. */
    Price(String part, String unit, double free, String source, boolean read, double usd) {
        this(part, unit, free, source, read, usd, usd, usd);
    }

    /**
     * Of regions that differ.
     *
     * @param free how many a month no account pays for, in all regions together, beyond its first year too
     * @param source AWS's page
     * @param read whether that page was read; else it loads its figures, and they were taken from what others quote
     */
    Price(
            String part,
            String unit,
            double free,
            String source,
            boolean read,
            double northVirginia,
            double ireland,
            double mumbai) {
        this.part = part;
        this.unit = unit;
        this.free = free;
        this.source = source;
        this.read = read;
        this.northVirginia = northVirginia;
        this.ireland = ireland;
        this.mumbai = mumbai;
    }

    String part() {
        return part;
    }

    String unit() {
        return unit;
    }

    double free() {
        return free;
    }

    String source() {
        return source;
    }

    boolean read() {
        return read;
    }

    /** For one unit, in words. */
    String figures() {
        boolean alike = northVirginia == ireland && ireland == mumbai;
        return alike
                ? figure(ireland)
                : "us-east-1 " + figure(northVirginia) + ", eu-west-1 " + figure(ireland) + ", ap-south-1 "
                        + figure(mumbai);
    }

    private static String figure(double usd) {
        return BigDecimal.valueOf(usd).stripTrailingZeros().toPlainString();
    }

    /** For one unit. */
    double in(Region region) {
        return switch (region.id()) {
            case "us-east-1" -> northVirginia;
            case "eu-west-1" -> ireland;
            case "ap-south-1" -> mumbai;
            default -> Math.max(northVirginia, Math.max(ireland, mumbai));
        };
    }
}

package io.regent.aws;

/** The AWS APIs that Regent calls, with the names that AWS has for each. */
enum AwsApi {
    CLOUDWATCH("monitoring", "CLOUDWATCH"),
    EC2("ec2", "EC2"),
    EVENTBRIDGE("events", "EVENTBRIDGE"),
    LAMBDA("lambda", "LAMBDA"),
    ROUTE53("route53", "ROUTE_53"),
    SNS("sns", "SNS"),
    SSM("ssm", "SSM");

    private final String prefix;
    private final String variableSuffix;

    AwsApi(String prefix, String variableSuffix) {
        this.prefix = prefix;
        this.variableSuffix = variableSuffix;
    }

    /** The first label of its endpoints' names, and the service in a signature's scope: these are the same for all. */
    String prefix() {
        return prefix;
    }

    /** The variable that replaces this API's endpoint (AWS SDKs Reference Guide, "Service-specific endpoints"). */
    String endpointVariable() {
        return AwsAccess.ENDPOINT_VARIABLE + "_" + variableSuffix;
    }
}

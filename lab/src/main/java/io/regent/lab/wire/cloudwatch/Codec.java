package io.regent.lab.wire.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regent.lab.twin.TwinError;
import io.regent.lab.wire.WireAnswer;
import io.regent.lab.wire.WireRequest;

/**
 * One of the protocols that CloudWatch's API model lists. Trees are Jackson's; an instant in an answer is a POJO node
 * of {@link java.time.Instant}, in a request a number of epoch seconds or an ISO 8601 text.
 */
sealed interface Codec permits CborCodec, JsonCodec, QueryCodec {
    /** Whether a request speaks it. */
    boolean speaks(WireRequest request);

    /** The operation asked for, with its parameters. */
    Call decode(WireRequest request, byte[] body);

    /**
     * The answer of an operation that went well.
     *
     * @param result empty for an operation without output
     */
    WireAnswer encode(String operation, ObjectNode result);

    WireAnswer encode(TwinError error);

    /** An operation by its name, and its parameters. */
    record Call(String operation, ObjectNode parameters) {}
}

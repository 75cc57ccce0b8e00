package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;

/** One AWS service as it stands on the wire: decodes a request, calls the twin, encodes the answer. */
public interface WireProtocol {
    /** The service's name in the credential scope of a signature, such as {@code route53} or {@code monitoring}. */
    String signingName();

    /**
     * Answers a request.
     *
     * @throws TwinError when the service refuses; the front hands it to {@link #refuse}. An operation that the twin
     *     does not have is refused with a message that names it.
     */
    WireAnswer answer(WireRequest request);

    /** Writes a refusal in the form that the request's protocol gives errors. */
    WireAnswer refuse(WireRequest request, TwinError error);
}

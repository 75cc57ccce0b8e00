package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import java.util.List;
import java.util.function.Function;

/** One AWS service as it stands on the wire: decodes a request, calls the twin, encodes the answer. */
public interface WireProtocol {
    /** The service's name in the credential scope of a signature, such as {@code route53} or {@code monitoring}. */
    String signingName();

    /**
     * What a request asks IAM for, with the condition keys of its own: all of it has to be allowed. The front adds
     * those that every request brings.
     *
     * @throws TwinError when the request cannot be read, or its operation is none of the twin's
     */
    List<Act> acts(WireRequest request);

    /** How the service says that somebody may not do something. */
    TwinError denial(String message);

    /**
     * Answers a request.
     *
     * @throws TwinError when the service refuses; the front hands it to {@link #refuse}. An operation that the twin
     *     does not have is refused with a message that names it.
     */
    WireAnswer answer(WireRequest request);

    /** Writes a refusal in the form that the request's protocol gives errors. */
    WireAnswer refuse(WireRequest request, TwinError error);

    /** The same service, except that something else answers, which may ask it. */
    default WireProtocol answeredBy(Function<WireRequest, WireAnswer> answers) {
        WireProtocol service = this;
        return new WireProtocol() {
            @Override
            public String signingName() {
                return service.signingName();
            }

            @Override
            public List<Act> acts(WireRequest request) {
                return service.acts(request);
            }

            @Override
            public TwinError denial(String message) {
                return service.denial(message);
            }

            @Override
            public WireAnswer answer(WireRequest request) {
                return answers.apply(request);
            }

            @Override
            public WireAnswer refuse(WireRequest request, TwinError error) {
                return service.refuse(request, error);
            }
        };
    }
}

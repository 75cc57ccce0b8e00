package io.regent.preflight;

import io.regent.fleet.Address;
import java.time.Instant;

/** The port to the certificates that endpoints show. Bounded in time. */
public interface Certificates {
    /** When the certificate that is shown at an address is no longer valid. */
    Learned<Instant> validUntil(Address address);
}

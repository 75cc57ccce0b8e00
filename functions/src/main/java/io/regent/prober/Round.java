package io.regent.prober;

import java.time.Instant;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** What the probes of one round share. */
final class Round {
    private final Instant at;
    private final Names names;
    private final Supplier<SSLContext> newContext;
    private @Nullable SSLSocketFactory tls;

    Round(Instant at, Names names, Supplier<SSLContext> newContext) {
        this.at = at;
        this.names = names;
        this.newContext = newContext;
    }

    Instant at() {
        return at;
    }

    Names names() {
        return names;
    }

    /** Made on first use: most rounds speak no TLS, and a context takes long to load. */
    synchronized SSLSocketFactory tls() {
        if (tls == null) {
            tls = newContext.get().getSocketFactory();
        }
        return tls;
    }
}

package io.regent.lab.wire;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.iam.Act;
import java.util.Optional;

/** Who may do what, by the policies of an account. Asked on a request's own thread, so it must be thread-safe. */
@FunctionalInterface
public interface Authorization {
    /** Everybody may do everything, for where rights are not the subject. */
    Authorization OPEN = (caller, act) -> Optional.empty();

    /** Why somebody may not do something, in the words that the client is told; nothing when nothing hinders it. */
    Optional<String> refusal(Caller caller, Act act);
}

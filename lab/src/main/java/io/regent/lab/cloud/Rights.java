package io.regent.lab.cloud;

import io.regent.lab.twin.Admission;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Sender;
import io.regent.lab.twin.TwinError;
import java.util.function.Consumer;

/**
 * Who may start and tell whom, by what the stacks have given: a service needs the function's permission. What is refused
 * is lost in AWS, without a word to anybody but a metric that nobody looks at; here somebody is told.
 *
 * @param told hears every refusal
 */
public record Rights(Account account, Consumer<String> told) implements Admission {
    @Override
    public void check(Sender sender, Arn target) {
        boolean allowed =
                switch (target.service()) {
                    case "lambda" -> mayInvoke(sender, target);
                    default -> true;
                };
        if (!allowed) {
            String refusal = sender.source() + " may not reach " + target;
            told.accept(refusal);
            throw new TwinError("AccessDeniedException", 403, refusal);
        }
    }

    private boolean mayInvoke(Sender sender, Arn target) {
        return switch (sender) {
            case Sender.Service service -> account.in(target.region()).lambda().permits(service, target);
            case Sender.Role role -> true;
        };
    }
}

package io.regent.lab.place;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A connection's input that fails by {@link SocketTimeoutException} once a deadline has passed, however slowly its
 * bytes trickle: a socket's own timeout begins anew with every byte.
 */
public final class TimedInput extends InputStream {
    private static final int BUFFER = 8 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final LongSupplier deadline;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    /** @param deadline a {@link System#nanoTime}, asked before every wait; it may move on meanwhile */
    public TimedInput(Socket socket, LongSupplier deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = deadline;
    }

    /** An input whose deadline is a while from now. */
    public static TimedInput within(Socket socket, Duration time) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        return new TimedInput(socket, () -> deadline);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline.getAsLong() - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("nothing before the deadline");
            }
            socket.setSoTimeout(Math.toIntExact(left));
            try {
                int read = in.read(buffer);
                at = 0;
                end = Math.max(0, read);
                return read >= 0;
            } catch (SocketTimeoutException late) {
                // The deadline may have moved on while this waited: the loop asks it again.
            }
        }
    }
}

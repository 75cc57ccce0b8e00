package io.regent.preflight;

/** What looking at something came to. That it may not be found out is expected; so it is a value. */
public sealed interface Learned<T> {
    record Known<T>(T value) implements Learned<T> {}

    /**
     * It could not be found out.
     *
     * @param why in words for a person, such as what AWS said
     */
    record Unknown<T>(String why) implements Learned<T> {}
}

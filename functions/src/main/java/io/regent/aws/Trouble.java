package io.regent.aws;

/** Why a call gave nothing. */
public enum Trouble {
    /** The deadline passed; the call may or may not have had its effect. */
    TIMED_OUT,
    /** No connection, or it broke before an answer was complete; the call may or may not have had its effect. */
    UNREACHABLE,
    /** The answer is longer than is read. */
    TOO_LARGE,
    /** An answer came that makes no sense. */
    NONSENSE,
    /** AWS asks to slow down. */
    THROTTLED,
    /** AWS says that the fault is its own (status 5xx). */
    BROKEN,
    /** AWS says that the request is wrong or not allowed (status 3xx or 4xx). */
    REFUSED,
    /** The request was taken, but what it asked for failed, wholly or in part. */
    FAILED_INSIDE,
    /** There are no credentials to sign with, or they cannot be had now. */
    NO_CREDENTIALS,
    /** The calling thread was interrupted; its interrupt status is set. */
    INTERRUPTED
}

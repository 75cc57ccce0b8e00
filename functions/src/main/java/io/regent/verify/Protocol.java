package io.regent.verify;

/** How a question travels. Name servers have to answer both ways (RFC 7766). */
public enum Protocol {
    UDP,
    TCP
}

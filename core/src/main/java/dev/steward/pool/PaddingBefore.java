package dev.steward.pool;

/**
 * Room before the fields of a subclass, so that at least 128 bytes, two cache lines, lie between them and what stands
 * before the object in the heap. The virtual machine lays out the fields of a superclass first, but fills its gaps from
 * subclasses: the first field takes the one behind the header.
 */
@SuppressWarnings("unused")
abstract class PaddingBefore {
    private int gap;
    private long p00;
    private long p01;
    private long p02;
    private long p03;
    private long p04;
    private long p05;
    private long p06;
    private long p07;
    private long p08;
    private long p09;
    private long p10;
    private long p11;
    private long p12;
    private long p13;
    private long p14;
    private long p15;
}

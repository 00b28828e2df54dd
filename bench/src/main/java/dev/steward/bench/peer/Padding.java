package dev.steward.bench.peer;

/** Room before the fields of what extends it, so that no other object of the heap is on their cache lines. */
@SuppressWarnings("unused")
abstract class Padding {
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

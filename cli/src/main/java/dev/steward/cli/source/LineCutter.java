package dev.steward.cli.source;

/** A record is a line. Stateless. */
final class LineCutter implements Cutter {
    @Override
    public int end(byte[] bytes, int from, int to, boolean last) {
        return Cutter.lineEnd(bytes, from, to, last);
    }

    @Override
    public boolean isBroken(byte[] bytes, int from, int to) {
        return false;
    }
}

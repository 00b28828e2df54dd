package dev.steward.process;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a child process tells where a request or an answer ends. */
public enum Framing {
    /** Each is one line, ended by a line feed, which it must not contain. */
    LINES {
        @Override
        void refuseUnfit(byte[] message) {
            for (byte one : message) {
                if (one == '\n') {
                    throw new IllegalArgumentException(
                            "a request in a line must not contain a line feed; next: use Framing.LENGTH_PREFIXED");
                }
            }
        }

        @Override
        void write(byte[] message, OutputStream to) throws IOException {
            byte[] line = Arrays.copyOf(message, message.length + 1);
            line[message.length] = '\n';
            to.write(line);
            to.flush();
        }

        @Override
        byte @Nullable [] read(DataInputStream from, int most) throws IOException {
            byte[] line = new byte[Math.min(256, most)];
            int length = 0;
            for (int one = from.read(); one != '\n'; one = from.read()) {
                if (one < 0) {
                    if (length == 0) {
                        return null;
                    }
                    throw new EOFException("the output ended in the middle of a line");
                }
                if (length == most) {
                    throw tooLong("a line of more than " + most + " bytes");
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, (int) Math.min(most, 2L * length));
                }
                line[length++] = (byte) one;
            }
            return Arrays.copyOf(line, length);
        }
    },

    /** Before each come four bytes with its length, the highest first. */
    LENGTH_PREFIXED {
        @Override
        void write(byte[] message, OutputStream to) throws IOException {
            byte[] frame = new byte[message.length + Integer.BYTES];
            for (int i = 0; i < Integer.BYTES; i++) {
                frame[i] = (byte) (message.length >>> (8 * (Integer.BYTES - 1 - i)));
            }
            System.arraycopy(message, 0, frame, Integer.BYTES, message.length);
            to.write(frame);
            to.flush();
        }

        @Override
        byte @Nullable [] read(DataInputStream from, int most) throws IOException {
            int first = from.read();
            if (first < 0) {
                return null;
            }
            int length = first << 24 | from.readUnsignedByte() << 16 | from.readUnsignedShort();
            if (length < 0 || length > most) {
                throw tooLong(
                        "an answer announced with " + Integer.toUnsignedString(length) + " bytes, at most " + most);
            }
            byte[] message = new byte[length];
            from.readFully(message);
            return message;
        }
    };

    void refuseUnfit(byte[] message) {}

    abstract void write(byte[] message, OutputStream to) throws IOException;

    /** The next message, or null at the end of the output. */
    abstract byte @Nullable [] read(DataInputStream from, int most) throws IOException;

    private static IOException tooLong(String what) {
        return new IOException(what + "; next: raise maxAnswer, or look whether it writes anything else to its output");
    }
}

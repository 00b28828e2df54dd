package dev.steward.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.resource.Budget;
import dev.steward.resource.BudgetExceededException;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class BufferStreamsTest {
    private static final byte[] DATA = new byte[1_000_003];

    static {
        new Random(1).nextBytes(DATA);
    }

    private static void writeInPieces(BufferOutput output) throws IOException {
        output.write(DATA[0]);
        output.write(DATA, 1, 4095);
        output.write(DATA, 4096, 7);
        output.write(ByteBuffer.wrap(DATA, 4103, DATA.length - 4103));
    }

    @Test
    void whatWasWrittenIsReadAgainAndGivenBackOnTheWay() throws IOException {
        try (BufferPool pool = BufferPool.builder("buffers").build()) {
            BufferOutput output = new BufferOutput(pool);
            writeInPieces(output);
            assertThat(output.size()).isEqualTo(DATA.length);
            try (BufferInput input = output.toInput()) {
                assertThat(output.size()).isZero();
                assertThat(input.available()).isEqualTo(DATA.length);
                assertThat(input.read()).isEqualTo(DATA[0] & 0xFF);
                assertThat(input.readNBytes(99)).isEqualTo(Arrays.copyOfRange(DATA, 1, 100));
                assertThat(input.skip(900_000)).isEqualTo(900_000);
                assertThat(pool.statistics().allocatedBytes()).isLessThan(200_000);
                assertThat(input.readAllBytes()).isEqualTo(Arrays.copyOfRange(DATA, 900_100, DATA.length));
                assertThat(input.read()).isEqualTo(-1);
                assertThat(input.skip(1)).isZero();
                assertThat(pool.holdings()).isEmpty();
            }
            output.close();
        }
    }

    @Test
    void itGoesToAFileWithoutACopyAndComesBack(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("data");
        try (BufferPool pool = BufferPool.builder("buffers").build();
                BufferOutput output = new BufferOutput(pool)) {
            writeInPieces(output);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                assertThat(output.drainTo(channel)).isEqualTo(DATA.length);
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(DATA);
            assertThat(pool.holdings()).isEmpty();
            try (FileChannel channel = FileChannel.open(file)) {
                assertThat(output.readFrom(channel, 500_000)).isEqualTo(500_000);
                assertThat(output.readFrom(channel, Long.MAX_VALUE)).isEqualTo(DATA.length - 500_000);
                assertThat(output.readFrom(channel, 1)).isEqualTo(-1);
            }
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            try (BufferInput input = output.toInput()) {
                assertThat(input.transferTo(copy)).isEqualTo(DATA.length);
            }
            assertThat(copy.toByteArray()).isEqualTo(DATA);
        }
    }

    @Test
    void aChannelThatTakesNoMoreIsGoneOnWithLater() throws IOException {
        try (BufferPool pool = BufferPool.builder("buffers").build();
                BufferOutput output = new BufferOutput(pool)) {
            writeInPieces(output);
            Pipe pipe = Pipe.open();
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();
            WritableByteChannel sink = Channels.newChannel(arrived);
            ByteBuffer between = ByteBuffer.allocate(100_000);
            try (Pipe.SinkChannel target = pipe.sink();
                    Pipe.SourceChannel source = pipe.source()) {
                target.configureBlocking(false);
                int calls = 0;
                while (output.size() > 0 || arrived.size() < DATA.length) {
                    output.drainTo(target);
                    calls++;
                    source.read(between.clear());
                    sink.write(between.flip());
                }
                assertThat(calls).isGreaterThan(2);
            }
            assertThat(arrived.toByteArray()).isEqualTo(DATA);
        }
    }

    @Test
    void aRefusalInMidGrowthKeepsWhatFitted() throws IOException {
        Budget memory = Budget.of(Kind.MEMORY, "memory", Bytes.kib(20));
        try (BufferPool pool = BufferPool.builder("buffers")
                        .acquireTimeout(Duration.ZERO)
                        .buildWithin(memory);
                BufferOutput output = new BufferOutput(pool)) {
            assertThatThrownBy(() -> output.write(DATA)).isInstanceOf(BudgetExceededException.class);
            assertThat(output.size()).isEqualTo(Bytes.kib(12));
            assertThat(memory.used()).isEqualTo(Bytes.kib(12));
            try (BufferInput input = output.toInput()) {
                assertThat(input.readAllBytes()).isEqualTo(Arrays.copyOf(DATA, 12 << 10));
            }
            assertThat(pool.usage().inUse()).isZero();
        }
    }

    @Test
    void aNegativeNumberOfBytesIsNotReadFromAChannel() {
        try (BufferPool pool = BufferPool.builder("buffers").heap().build();
                BufferOutput output = new BufferOutput(pool)) {
            assertThatThrownBy(() -> output.readFrom(Channels.newChannel(new ByteArrayInputStream(DATA)), -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got -1");
            assertThat(pool.holdings()).isEmpty();
        }
    }

    @Test
    void closedStreamsRefuseAndHoldNothing() throws IOException {
        try (BufferPool pool = BufferPool.builder("buffers").heap().build()) {
            BufferOutput output = new BufferOutput(pool);
            output.write(1);
            BufferInput input = output.toInput();
            output.write(2);
            output.close();
            input.close();
            output.close();
            input.close();
            assertThat(pool.holdings()).isEmpty();
            assertThat(output.isOpen() || input.isOpen()).isFalse();
            assertThatThrownBy(() -> output.write(1)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> output.write(DATA)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(output::toInput).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(input::read).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> output.write(DATA, 1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}

package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.testing.NothingLeftBehind;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, and the first example runs. */
@ExtendWith(NothingLeftBehind.class)
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path classes = Path.of("");

    @Test
    void theExamplesCompileAndTheFirstOneRuns() throws Exception {
        List<String> examples = examples();
        assertThat(examples).hasSize(2);
        compile(source("First", "SocketAddress address", examples.get(0)));
        compile(source("Second", "Steward steward, String url", examples.get(1)));

        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Method run = loader.loadClass("First").getMethod("run", SocketAddress.class);
            run.invoke(null, server.getLocalAddress());
        }
    }

    private static List<String> examples() throws Exception {
        Path readme = Stream.of(Path.of("README.md"), Path.of("..", "README.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return BLOCK.matcher(Files.readString(readme))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String source(String name, String parameters, String body) {
        return """
                import dev.steward.Steward;
                import dev.steward.jdbc.JdbcPool;
                import dev.steward.memory.BufferPool;
                import dev.steward.pool.Pool;
                import dev.steward.resource.*;
                import dev.steward.work.Workers;
                import java.net.SocketAddress;
                import java.nio.ByteBuffer;
                import java.nio.channels.SocketChannel;
                import java.nio.charset.StandardCharsets;
                import java.sql.Connection;
                import java.time.Duration;
                import java.util.concurrent.Future;
                public class %s {
                    public static void run(%s) throws Exception {
                        %s
                    }
                }
                """.formatted(name, parameters, body);
    }

    private void compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        String name = source.replaceAll("(?s).*public class (\\w+).*", "$1");
        boolean compiled = compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(name, source)))
                .call();
        assertThat(compiled).as(complaints.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

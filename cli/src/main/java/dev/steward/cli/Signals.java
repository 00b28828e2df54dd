package dev.steward.cli;

import dev.steward.cli.migrate.StopSignal;
import dev.steward.cli.refuse.ExitCode;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C, and the signal that services are stopped with: the first asks the run to end in good order, the second ends
 * the process at once. A shutdown hook would not do: it runs while the virtual machine goes down already, in no order
 * with other hooks, and the exit code is out of reach. The class that gives signals is reached by reflection, because
 * the compiler warns of every use of it and can be told nothing else. Stateless.
 */
final class Signals {
    private Signals() {}

    /** Hands the signals to the run; where the virtual machine has none to give, Ctrl-C just ends the process. */
    static void stopOnInterrupt(StopSignal stop) {
        for (String name : new String[] {"INT", "TERM"}) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Object proxy = Proxy.newProxyInstance(
                        Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                            if (method.getDeclaringClass() == Object.class) {
                                return method.invoke(stop, arguments);
                            }
                            stopOrHalt(stop);
                            return null;
                        });
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
                return;
            }
        }
    }

    private static void stopOrHalt(StopSignal stop) {
        if (stop.isByUser()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        stop.raiseByUser();
    }
}

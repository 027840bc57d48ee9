package cc.drycc.cli.terminal;

import java.lang.reflect.Proxy;

/**
 * Signals, which only {@code sun.misc.Signal} has. It is reached by name, because the compiler calls every direct use a
 * warning that cannot be turned off; where it is missing, windows just keep their first size.
 */
final class Signals {

    private Signals() {}

    /** Runs the listener at every SIGWINCH. */
    static void onWindowChange(Runnable listener) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var ours = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            listener.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), ours);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return; // a system without it
        }
    }
}

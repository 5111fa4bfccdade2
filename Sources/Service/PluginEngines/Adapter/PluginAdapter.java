import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.Collections;

/**
 * Runs one plugin: a class with a method "parse" that takes a bean and returns a list of beans, or a main class that
 * reads and writes JSON lines.
 *
 * Arguments: the plugin's name, its jar, then "--fields", or the file of points and the file for its records. The jar
 * is on the class path; the policy of the security manager grants its code nothing but to read itself.
 */
public final class PluginAdapter {
    /** The package in which the sample project of plugins keeps the class with "parse". */
    private static final String SAMPLE_PACKAGE = "userWrite.customLogic.";

    /** The exit code of a failure that is told in the last line of the error output. */
    private static final int REFUSED = 10;

    public static void main(String[] arguments) throws Exception {
        // Plugins print as they like; more than a little of it is dropped.
        PrintStream messages = System.err;
        System.setErr(new PrintStream(new BoundedOutput(messages, 64 * 1024), true));
        try {
            checkRuntime();
            run(arguments);
        } catch (Refusal refusal) {
            messages.println();
            messages.println(refusal.getMessage().replace('\n', ' '));
            System.exit(REFUSED);
        }
        // Threads that a plugin has left do not keep the process.
        System.exit(0);
    }

    /** Throws where plugins cannot be confined: before Java 17, reflection reaches the runtime's own classes. */
    private static void checkRuntime() {
        String version = System.getProperty("java.specification.version");
        if (version.startsWith("1.") || Integer.parseInt(version) < 17) {
            throw new Refusal("Java " + version + " cannot confine plugins: install Java 17 to 23");
        }
        if (System.getSecurityManager() == null) throw new Refusal("plugins are run confined only");
    }

    private static void run(String[] arguments) throws Exception {
        String name = arguments[0];
        boolean isFields = arguments[2].equals("--fields");
        Class<?> parser = parserClass(name, arguments[1]);
        if (parser == null) {
            String main = mainClass(arguments[1]);
            if (main == null) {
                throw new Refusal("the jar has no class '" + name + "' with a method 'parse', and no main class");
            }
            runMain(main, isFields, arguments);
            return;
        }
        Method parse = parseMethod(parser);
        if (isFields) {
            System.out.println(Json.text(Bean.of(resultClass(parse)).fields()));
            return;
        }
        // What a plugin prints is no record.
        System.setOut(System.err);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new FileInputStream(arguments[2]), StandardCharsets.UTF_8));
            Writer out = new OutputStreamWriter(
                new java.io.BufferedOutputStream(new FileOutputStream(arguments[3])), StandardCharsets.UTF_8)) {
            parseAll(parser, parse, in, out);
        }
    }

    private static void parseAll(Class<?> parser, Method parse, BufferedReader in, Writer out) throws Exception {
        Bean source = Bean.of(parse.getParameterTypes()[0]);
        Object plugin = null;
        long number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) continue;
            number += 1;
            Object result;
            try {
                if (plugin == null && !Modifier.isStatic(parse.getModifiers())) plugin = Bean.make(parser);
                result = parse.invoke(plugin, source.read((Map<?, ?>) Json.parse(line)));
            } catch (InvocationTargetException failure) {
                throw new Refusal("point " + number + ": " + describe(failure.getCause()));
            } catch (IllegalArgumentException failure) {
                throw new Refusal("point " + number + ": " + failure.getMessage());
            }
            if (result == null) continue;
            Iterable<?> records =
                result instanceof Iterable ? (Iterable<?>) result : Collections.singletonList(result);
            for (Object record : records) {
                if (record == null) continue;
                out.write(Json.text(Bean.of(record.getClass()).write(record)));
                out.write('\n');
            }
        }
    }

    /** Returns a failure of the plugin in one line, with the line of its own code where it is known. */
    private static String describe(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length > 0 ? " at " + trace[0] : "");
    }

    /** Returns the class with "parse": the plugin's name, in full or in the sample project's package. */
    private static Class<?> parserClass(String name, String jar) throws Exception {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        for (String candidate : new String[] {name, SAMPLE_PACKAGE + simple}) {
            try {
                // Its static code runs with its first point, as the plugin's own failure.
                Class<?> found = Class.forName(candidate, false, PluginAdapter.class.getClassLoader());
                if (parseMethod(found) != null) return found;
            } catch (ClassNotFoundException absent) {
                continue;
            } catch (LinkageError broken) {
                throw new Refusal("class '" + candidate + "' cannot be loaded: " + broken.getMessage());
            }
        }
        return null;
    }

    private static Method parseMethod(Class<?> parser) {
        for (Method method : parser.getMethods()) {
            if (method.getName().equals("parse") && method.getParameterCount() == 1 && !method.isBridge()) {
                method.setAccessible(true);
                return method;
            }
        }
        return null;
    }

    /** Returns the class of the records: the element of the list that "parse" returns. */
    private static Class<?> resultClass(Method parse) {
        java.lang.reflect.Type type = parse.getGenericReturnType();
        if (type instanceof java.lang.reflect.ParameterizedType) {
            java.lang.reflect.Type element =
                ((java.lang.reflect.ParameterizedType) type).getActualTypeArguments()[0];
            if (element instanceof Class) return (Class<?>) element;
        }
        throw new Refusal("its method 'parse' does not return a List<OutputData>");
    }

    private static String mainClass(String jar) throws Exception {
        try (JarFile file = new JarFile(jar)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }

    private static void runMain(String main, boolean isFields, String[] arguments) throws Exception {
        Method method;
        try {
            method = Class.forName(main).getMethod("main", String[].class);
        } catch (ReflectiveOperationException | LinkageError absent) {
            throw new Refusal("its main class '" + main + "' cannot be loaded: " + absent.getMessage());
        }
        if (!isFields) {
            System.setIn(new FileInputStream(arguments[2]));
            System.setOut(new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(arguments[3])), false, "UTF-8"));
        }
        try {
            method.invoke(null, (Object) (isFields ? new String[] {"--fields"} : new String[0]));
        } catch (InvocationTargetException failure) {
            throw new Refusal(describe(failure.getCause()));
        } finally {
            System.out.flush();
        }
    }
}

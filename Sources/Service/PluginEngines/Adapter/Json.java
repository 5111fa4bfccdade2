import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON: what a Java runtime has of its own is nothing. */
final class Json {
    private final String text;
    private int at = 0;

    private Json(String text) { this.text = text; }

    /** Returns Map, List, String, BigDecimal, Boolean or null. */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipBlanks();
        if (json.at != text.length()) throw json.malformed();
        return value;
    }

    private Object value() {
        skipBlanks();
        switch (peek()) {
            case '{': return object();
            case '[': return array();
            case '"': return string();
            case 't': return word("true", Boolean.TRUE);
            case 'f': return word("false", Boolean.FALSE);
            case 'n': return word("null", null);
            default: return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at += 1;
        skipBlanks();
        if (take('}')) return members;
        do {
            skipBlanks();
            if (peek() != '"') throw malformed();
            String key = string();
            skipBlanks();
            if (!take(':')) throw malformed();
            members.put(key, value());
            skipBlanks();
        } while (take(','));
        if (!take('}')) throw malformed();
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        at += 1;
        skipBlanks();
        if (take(']')) return items;
        do {
            items.add(value());
            skipBlanks();
        } while (take(','));
        if (!take(']')) throw malformed();
        return items;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        for (at += 1; peek() != '"'; at += 1) {
            char c = peek();
            if (c != '\\') {
                out.append(c);
                continue;
            }
            at += 1;
            switch (peek()) {
                case 'b': out.append('\b'); break;
                case 'f': out.append('\f'); break;
                case 'n': out.append('\n'); break;
                case 'r': out.append('\r'); break;
                case 't': out.append('\t'); break;
                case 'u':
                    out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                    break;
                default: out.append(peek());
            }
        }
        at += 1;
        return out.toString();
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw malformed();
        at += word.length();
        return value;
    }

    private BigDecimal number() {
        int begin = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) at += 1;
        if (begin == at) throw malformed();
        return new BigDecimal(text.substring(begin, at));
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at += 1;
    }

    private boolean take(char c) {
        if (at >= text.length() || text.charAt(at) != c) return false;
        at += 1;
        return true;
    }

    private char peek() {
        if (at >= text.length()) throw malformed();
        return text.charAt(at);
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("this is no JSON at character " + (at + 1));
    }

    /** Returns a value as JSON on one line. */
    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.append(separator);
                quote(entry.getKey().toString(), out);
                out.append(':');
                write(entry.getValue(), out);
                separator = ',';
            }
            out.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof List) {
            char separator = '[';
            for (Object item : (List<?>) value) {
                out.append(separator);
                write(item, out);
                separator = ',';
            }
            out.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof Double && (((Double) value).isNaN() || ((Double) value).isInfinite())
            || value instanceof Float && (((Float) value).isNaN() || ((Float) value).isInfinite())) {
            throw new Refusal("a number is '" + value + "', which JSON does not have");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            quote(value.toString(), out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns values of points into those of beans, and back. */
final class Values {
    private Values() {}

    /** Returns this service's type for a Java type. */
    static String typeName(Class<?> type) {
        if (type == long.class || type == int.class || type == short.class || type == byte.class
            || type == Long.class || type == Integer.class || type == Short.class || type == Byte.class
            || type == BigInteger.class) return "long";
        if (type == double.class || type == float.class || type == Double.class || type == Float.class
            || type == BigDecimal.class) return "float";
        if (type == boolean.class || type == Boolean.class) return "boolean";
        if (java.util.Date.class.isAssignableFrom(type) || type == Instant.class) return "date";
        if (Map.class.isAssignableFrom(type)) return "map";
        if (Collection.class.isAssignableFrom(type) || type.isArray()) return "array";
        return "string";
    }

    /** Returns a value of JSON as a Java type; throws any RuntimeException where it cannot be one. */
    static Object toJava(Object value, Type generic, Class<?> type) {
        if (type == Object.class) return value;
        if (type == String.class) {
            // What is not a text, such as a jsonstring, is its JSON.
            return value instanceof String ? value : Json.text(value);
        }
        if (type == boolean.class || type == Boolean.class) return (Boolean) value;
        if (type == Timestamp.class) return Timestamp.from(instant(value));
        if (type == java.util.Date.class) return java.util.Date.from(instant(value));
        if (type == Instant.class) return instant(value);
        if (List.class.isAssignableFrom(type) || type == Collection.class) return list(value, generic);
        if (Map.class.isAssignableFrom(type)) return (Map<?, ?>) value;
        BigDecimal number = new BigDecimal(value.toString());
        if (type == long.class || type == Long.class) return number.longValueExact();
        if (type == int.class || type == Integer.class) return number.intValueExact();
        if (type == short.class || type == Short.class) return number.shortValueExact();
        if (type == byte.class || type == Byte.class) return number.byteValueExact();
        if (type == double.class || type == Double.class) return number.doubleValue();
        if (type == float.class || type == Float.class) return number.floatValue();
        if (type == BigDecimal.class) return number;
        if (type == BigInteger.class) return number.toBigIntegerExact();
        throw new IllegalArgumentException(type.getName());
    }

    private static Instant instant(Object value) { return OffsetDateTime.parse((String) value).toInstant(); }

    private static List<Object> list(Object value, Type generic) {
        Type element =
            generic instanceof ParameterizedType ? ((ParameterizedType) generic).getActualTypeArguments()[0] : null;
        Class<?> type = element instanceof Class ? (Class<?>) element : Object.class;
        List<Object> converted = new ArrayList<>();
        for (Object item : (List<?>) value) converted.add(toJava(item, element, type));
        return converted;
    }

    /** Returns a Java value as one of JSON: times as RFC 3339 in UTC, what is unknown as its text. */
    static Object toJson(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number || value instanceof String) {
            return value;
        }
        // A date of java.sql has no time of day, and refuses to be an instant.
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            return Instant.ofEpochMilli(((java.util.Date) value).getTime()).toString();
        }
        if (value instanceof java.util.Date) return ((java.util.Date) value).toInstant().toString();
        if (value instanceof Map) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                object.put(String.valueOf(entry.getKey()), toJson(entry.getValue()));
            }
            return object;
        }
        List<Object> list = new ArrayList<>();
        if (value instanceof Iterable) {
            for (Object item : (Iterable<?>) value) list.add(toJson(item));
            return list;
        }
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) list.add(toJson(Array.get(value, i)));
            return list;
        }
        return value.toString();
    }
}

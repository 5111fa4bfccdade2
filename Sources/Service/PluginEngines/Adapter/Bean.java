import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A class whose properties are the fields of a point: its instance fields, read and set by getters and setters. */
final class Bean {
    private static final Map<Class<?>, Bean> known = new HashMap<>();

    private final Class<?> type;
    private final List<Field> properties = new ArrayList<>();

    static Bean of(Class<?> type) {
        Bean bean = known.get(type);
        if (bean == null) {
            bean = new Bean(type);
            known.put(type, bean);
        }
        return bean;
    }

    private Bean(Class<?> type) {
        this.type = type;
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) continue;
                field.setAccessible(true);
                properties.add(field);
            }
        }
        if (properties.isEmpty()) throw new Refusal("class '" + type.getName() + "' has no fields");
    }

    static Object make(Class<?> type) throws Exception {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException absent) {
            throw new Refusal("class '" + type.getName() + "' has no constructor without arguments");
        }
    }

    /** Returns the properties with the types of this service, as a transform lists a plugin's fields. */
    List<Object> fields() {
        List<Object> fields = new ArrayList<>();
        for (Field property : properties) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("name", property.getName());
            field.put("type", Values.typeName(property.getType()));
            fields.add(field);
        }
        return fields;
    }

    /** Returns an instance with a point's values; a field that the class does not have is left out. */
    Object read(Map<?, ?> point) throws Exception {
        Object bean = make(type);
        for (Field property : properties) {
            Object value = point.get(property.getName());
            if (value == null) continue;
            Object converted;
            try {
                converted = Values.toJava(value, property.getGenericType(), property.getType());
            } catch (RuntimeException unfit) {
                throw new IllegalArgumentException(
                    "field '" + property.getName() + "' is '" + value + "', which is no "
                        + property.getType().getSimpleName());
            }
            Method setter = accessor("set", property, property.getType());
            if (setter != null) setter.invoke(bean, converted); else property.set(bean, converted);
        }
        return bean;
    }

    /** Returns an instance's values; null is left out. */
    Map<String, Object> write(Object bean) throws Exception {
        Map<String, Object> record = new LinkedHashMap<>();
        for (Field property : properties) {
            Method getter = accessor("get", property);
            if (getter == null) getter = accessor("is", property);
            Object value = getter != null ? getter.invoke(bean) : property.get(bean);
            if (value != null) record.put(property.getName(), Values.toJson(value));
        }
        return record;
    }

    private Method accessor(String prefix, Field property, Class<?>... parameters) {
        String name = property.getName();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (String candidate : new String[] {prefix + capital, prefix + name}) {
            try {
                Method method = type.getMethod(candidate, parameters);
                method.setAccessible(true);
                return method;
            } catch (NoSuchMethodException absent) {
                continue;
            }
        }
        return null;
    }
}

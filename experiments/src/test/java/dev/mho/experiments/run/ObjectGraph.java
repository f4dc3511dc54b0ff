package dev.mho.experiments.run;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares two objects field by field, with all that they refer to, by reflection: numbers bit by
 * bit. What is named as scratch is left out.
 */
final class ObjectGraph {
  private record Pair(Object left, Object right, String path) {}

  private final Set<String> scratch;
  private final Map<Object, Object> seen = new IdentityHashMap<>();
  private final Deque<Pair> open = new ArrayDeque<>();
  private final List<String> differences = new ArrayList<>();
  private long numbers;

  /**
   * A comparison.
   *
   * @param scratch fields that are no state, as {@code Class.field}, and classes whose objects are
   *     none, as {@code Class}
   */
  ObjectGraph(Set<String> scratch) {
    this.scratch = scratch;
  }

  /** Paths of what differs. */
  List<String> compare(Object left, Object right) {
    open.add(new Pair(left, right, left.getClass().getSimpleName()));
    while (!open.isEmpty()) {
      Pair pair = open.poll();
      visit(pair.left, pair.right, pair.path);
    }
    return differences;
  }

  /** How many numbers and texts have been compared. */
  long numbers() {
    return numbers;
  }

  private void visit(Object left, Object right, String path) {
    if (left == right) {
      return;
    }
    if (left == null || right == null || left.getClass() != right.getClass()) {
      if (!isLambda(left) || !isLambda(right)) {
        differences.add(path + ": " + kind(left) + " and " + kind(right));
      }
      return;
    }
    if (seen.put(left, right) != null) {
      return;
    }
    Class<?> type = left.getClass();
    if (scratch.contains(type.getSimpleName())) {
      return;
    }
    if (type.isArray()) {
      visitArrays(left, right, path);
    } else if (left instanceof LongAdder adder) {
      equal(adder.sum(), ((LongAdder) right).sum(), path);
    } else if (left instanceof Number
        || left instanceof CharSequence
        || left instanceof Boolean
        || left instanceof Enum
        || left instanceof OptionalDouble) {
      equal(left.toString(), right.toString(), path);
    } else if (left instanceof Optional<?> optional) {
      open.add(new Pair(optional.orElse(null), ((Optional<?>) right).orElse(null), path));
    } else if (left instanceof Map<?, ?> map) {
      visitAll(List.copyOf(map.keySet()), List.copyOf(((Map<?, ?>) right).keySet()), path + "?");
      visitAll(List.copyOf(map.values()), List.copyOf(((Map<?, ?>) right).values()), path);
    } else if (left instanceof Collection<?> all) {
      visitAll(List.copyOf(all), List.copyOf((Collection<?>) right), path);
    } else if (type.getName().startsWith("java.")) {
      throw new AssertionError(path + " is a " + type + ", which this test cannot compare");
    } else {
      visitFields(left, right, type, path);
    }
  }

  private static boolean isLambda(Object object) {
    return object != null && object.getClass().isHidden();
  }

  private static String kind(Object object) {
    return object == null ? "nothing" : object.getClass().getName();
  }

  private void visitAll(List<?> left, List<?> right, String path) {
    equal(left.size(), right.size(), path + ".size");
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      open.add(new Pair(left.get(i), right.get(i), path + "[" + i + "]"));
    }
  }

  private void visitArrays(Object left, Object right, String path) {
    equal(Array.getLength(left), Array.getLength(right), path + ".length");
    boolean primitive = left.getClass().getComponentType().isPrimitive();
    for (int i = 0; i < Math.min(Array.getLength(left), Array.getLength(right)); i++) {
      if (primitive) {
        equal(bits(Array.get(left, i)), bits(Array.get(right, i)), path + "[]");
      } else {
        open.add(new Pair(Array.get(left, i), Array.get(right, i), path + "[" + i + "]"));
      }
    }
  }

  private void visitFields(Object left, Object right, Class<?> type, String path) {
    for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
      for (Field field : part.getDeclaredFields()) {
        String name = part.getSimpleName() + "." + field.getName();
        if (Modifier.isStatic(field.getModifiers()) || scratch.contains(name)) {
          continue;
        }
        try {
          field.setAccessible(true);
          Object first = field.get(left);
          Object second = field.get(right);
          if (field.getType().isPrimitive()) {
            equal(bits(first), bits(second), path + "." + field.getName());
          } else {
            open.add(new Pair(first, second, path + "." + field.getName()));
          }
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static Object bits(Object primitive) {
    if (primitive instanceof Double number) {
      return Double.doubleToRawLongBits(number);
    }
    return primitive instanceof Float number ? (Object) Float.floatToRawIntBits(number) : primitive;
  }

  private void equal(Object left, Object right, String path) {
    numbers++;
    if (!left.equals(right) && !differences.contains(path)) {
      differences.add(path);
    }
  }
}

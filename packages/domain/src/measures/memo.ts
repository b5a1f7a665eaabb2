type Known<Key, Value> = { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown };

/** What was found for a key before, or what is found now and kept. */
export function memo<Key, Value>(known: Known<Key, Value>, key: Key, find: () => Value): Value {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const found = find();
  known.set(key, found);
  return found;
}

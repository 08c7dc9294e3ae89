/** The function, which computes once for each object and keeps the answer for as long as the object lives. */
export function once<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

import { useState } from 'preact/hooks';
import { keep, recall } from './bridge.ts';

/** A choice of the reader among `values` that outlives the page; the first value until one was made. */
export function useChoice<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => values.find((each) => each === recall(name)) ?? values[0]);
  const choose = (chosen: Value) => {
    keep(name, chosen);
    setValue(chosen);
  };
  return [value, choose];
}

import { gates } from '../library/index.ts';
import type { GateInstruction, UnitaryInstruction } from './circuit.ts';

/** Names of the table for a primitive gate under so many controls: `x` under one is `cx`, the first that is listed. */
const names: ReadonlyMap<string, string> = new Map(
  gates
    .flatMap((gate) =>
      gate.kind === 'controlled' ? [[`${gate.count} ${gate.gate}`, gate.name] as const] : [],
    )
    .toReversed(),
);

/** A gate's name with its controls: that of the table where it has one, else as a program would write it. */
export function controlledName(step: GateInstruction | UnitaryInstruction): string {
  const base = step.kind === 'gate' ? step.gate : step.label;
  const { length } = step.controls;
  if (length === 0) return base;
  const isPlain = step.controls.every(({ state }) => state === 1);
  const known = isPlain ? names.get(`${length} ${base}`) : undefined;
  if (known !== undefined) return known;
  const positive = step.controls.filter(({ state }) => state === 1).length;
  return `${modifier('ctrl', positive)}${modifier('negctrl', length - positive)}${base}`;
}

function modifier(name: string, count: number): string {
  if (count === 0) return '';
  return count === 1 ? `${name} @ ` : `${name}(${count}) @ `;
}

import type { Operation } from '../program/operation.ts';
import type { Rotations } from '../program/step.ts';

/** Rotations, each by itself, and the operations between them, which are planned together. */
export function sectionsOf(
  operations: readonly (Operation | Rotations)[],
): readonly (readonly Operation[] | Rotations)[] {
  const sections: (Operation[] | Rotations)[] = [];
  for (const operation of operations) {
    const last = sections.at(-1);
    if (operation.kind === 'rotations') sections.push(operation);
    else if (Array.isArray(last)) last.push(operation);
    else sections.push([operation]);
  }
  return sections;
}

import type { Fix, Span } from '../../../base/index.ts';
import type { Model, tree } from '../../index.ts';
import { measured } from '../refactor/measure-all.ts';

/** Measures a register at the end of its circuit. */
export function measureUnmeasured(model: Model, { start }: Span): readonly Fix[] {
  const circuit = model.program.statements.find(
    (statement): statement is tree.CircuitDeclaration =>
      statement.kind === 'circuit' && statement.span.start <= start && start < statement.span.end,
  );
  const register = circuit?.body.statements.find(
    (statement) =>
      statement.kind === 'qubit-declaration' && statement.span.start <= start && start < statement.span.end,
  );
  if (circuit === undefined || register?.kind !== 'qubit-declaration') return [];
  const edits = measured(circuit, [register], model);
  return edits.length === 0 ? [] : [{ title: `Measure ${register.name.text}`, edits }];
}

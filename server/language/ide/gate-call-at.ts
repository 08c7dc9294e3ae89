import { touches } from '../../base/index.ts';
import type { Model, tree } from '../index.ts';

/** The values of the angles of the gate call whose name stands at an offset, where all of them are known. */
export function anglesAt(model: Model, offset: number): readonly number[] | undefined {
  const call = gateCallAt(model.program.statements, offset);
  const values = call?.angles.map((angle) => model.constantOf(angle));
  if (values === undefined || values.some((value) => typeof value !== 'number' && typeof value !== 'bigint'))
    return undefined;
  return values.map(Number);
}

function gateCallAt(statements: readonly tree.Statement[], offset: number): tree.GateCall | undefined {
  const statement = statements.find(({ span }) => touches(span, offset));
  if (statement === undefined) return undefined;
  if (statement.kind === 'gate-call') return touches(statement.name.span, offset) ? statement : undefined;
  return gateCallAt(
    blocksOf(statement).flatMap((block) => block.statements),
    offset,
  );
}

/** The blocks directly inside a statement. */
function blocksOf(statement: tree.Statement): readonly tree.Block[] {
  switch (statement.kind) {
    case 'if':
      return statement.otherwise === undefined ? [statement.then] : [statement.then, statement.otherwise];
    case 'switch': {
      const bodies = statement.cases.map(({ body }) => body);
      return statement.otherwise === undefined ? bodies : [...bodies, statement.otherwise];
    }
    case 'circuit':
    case 'workflow':
    case 'for':
    case 'while':
    case 'box':
      return [statement.body];
    case 'gate':
    case 'function':
      return statement.body === undefined ? [] : [statement.body];
    default:
      return [];
  }
}

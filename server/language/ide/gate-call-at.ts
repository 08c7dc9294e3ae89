import { touches } from '../../base/index.ts';
import { type Model, nodeAt } from '../index.ts';

/** The values of the angles of the gate call whose name stands at an offset, where all of them are known. */
export function anglesAt(model: Model, offset: number): readonly number[] | undefined {
  const call = nodeAt(model.program, offset).findLast((node) => node.kind === 'gate-call');
  if (call === undefined || !touches(call.name.span, offset)) return undefined;
  const values = call.angles.map((angle) => model.constantOf(angle));
  const areNumbers = values.every((value) => typeof value === 'number' || typeof value === 'bigint');
  return areNumbers ? values.map(Number) : undefined;
}

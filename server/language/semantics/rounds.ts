import { mostSteps } from '../../library/index.ts';
import type { Expression, ForStatement, WhileStatement } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';
import { mayLeave } from './jumps.ts';
import { stepsOf } from './range-steps.ts';

/** Says where a loop goes on for ever: its condition is a constant that holds, and nothing in it leaves it. */
export function reportEndless(a: Analysis, { condition, body }: WhileStatement): void {
  const value = constantOf(a, condition);
  if (value !== undefined && value !== false && value !== 0n && !mayLeave(body))
    a.report('QF3016', condition.span, []);
}

/** Says of an outermost loop of a circuit where it has more rounds, with those of the loops in it, than are unrolled. */
export function reportRounds(a: Analysis, node: ForStatement): void {
  if (a.surroundings.loops > 0 || roundsOf(a, node) <= mostSteps) return;
  a.report('QF3101', node.iterable.span, [mostSteps.toLocaleString('en')]);
}

function roundsOf(a: Analysis, { iterable, body }: ForStatement): number {
  if (iterable.kind !== 'range' || iterable.stop === undefined || mayLeave(body)) return 1;
  const inner = body.statements.map((one) => (one.kind === 'for' ? roundsOf(a, one) : 1));
  return (stepsOf(a, iterable, undefined)?.count ?? 1) * Math.max(1, ...inner);
}

/** Says where the numbers of a range, as they are written, have nothing between them. */
export function reportEmptyRange(a: Analysis, iterable: Expression): void {
  if (iterable.kind !== 'range' || iterable.step !== undefined) return;
  const [start, stop] = [written(iterable.start), written(iterable.stop)];
  if (start === undefined || stop === undefined || start <= stop) return;
  const text = `${start}:-1:${stop}`;
  const fixes = [{ title: `Write ${text}`, edits: [{ span: iterable.span, text }] }];
  a.report('QF3017', iterable.span, [], { fixes });
}

/** The value of a number that is written out. */
function written(node: Expression | undefined): bigint | undefined {
  if (node?.kind === 'integer') return node.value;
  const value = node?.kind === 'unary' && node.operator === '-' ? written(node.operand) : undefined;
  return value === undefined ? undefined : -value;
}

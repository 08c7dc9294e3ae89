import type { Diagnostic } from '../base/index.ts';
import type { tree } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import { evaluate, isTrue } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import type { RunValue } from './run-value.ts';
import { valueText } from './value-text.ts';

/** @throws {TaskFailure} when an assertion does not hold, with the values that its condition is made of. */
export function checkAssertion(node: tree.AssertStatement, context: EvaluationContext): void {
  if (isTrue(node.condition, context)) return;
  const { model } = context;
  const values = operandsOf(node.condition).map((part) => {
    const text = model.text.slice(part.span.start, part.span.end);
    return `${text} is ${valueText(evaluate(part, context))}`;
  });
  const claim = node.message?.value ?? 'The assertion does not hold';
  const reason = values.length === 0 ? `${claim}.` : `${claim}: ${listed(values)}.`;
  const difference = differenceOf(node.condition, context) ?? {};
  const diagnostic = diagnose('QF5120', node.condition.span, [reason], difference);
  throw new TaskFailure([{ model, diagnostic }]);
}

function listed(values: readonly string[]): string {
  return [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((part) => part !== '').join(' and ');
}

const connectives: ReadonlySet<string> = new Set(['&&', '||', '<', '<=', '>', '>=', '==', '!=']);

/** The parts of a condition whose values explain it: the sides of comparisons that are no literals, each once. */
function operandsOf(condition: tree.Expression): readonly tree.Expression[] {
  switch (condition.kind) {
    case 'parenthesized':
      return operandsOf(condition.inner);
    case 'unary':
      return operandsOf(condition.operand);
    case 'binary':
      if (!connectives.has(condition.operator)) return [condition];
      return [...operandsOf(condition.left), ...operandsOf(condition.right)];
    case 'call':
      return condition.callee.name === 'close'
        ? condition.arguments.slice(0, 2).flatMap(({ value }) => operandsOf(value))
        : [condition];
    case 'identifier':
    case 'member':
    case 'index':
    case 'cast':
      return [condition];
    default:
      return [];
  }
}

// ------------------------------------------------------------------------------------------- expected and actual value

/** What was compared for equality, line by line where it is a list; nothing for other conditions. */
function differenceOf(
  condition: tree.Expression,
  context: EvaluationContext,
): Pick<Diagnostic, 'help' | 'comparison'> | undefined {
  if (condition.kind === 'parenthesized') return differenceOf(condition.inner, context);
  const sides = comparedSides(condition);
  if (sides === undefined) return undefined;
  const [actual, expected] = sides.map((side) => evaluate(side, context));
  if (actual === undefined || expected === undefined) return undefined;
  const rows = differingRows(actual, expected);
  return {
    help: [`expected ${valueText(expected)}`, `actual   ${valueText(actual)}`, ...rows].join('\n'),
    comparison: { expected: linesOf(expected), actual: linesOf(actual) },
  };
}

function linesOf(value: RunValue): string {
  return value.kind === 'list' ? value.values.map(valueText).join('\n') : valueText(value);
}

function comparedSides(condition: tree.Expression): readonly tree.Expression[] | undefined {
  if (condition.kind === 'binary' && condition.operator === '==') return [condition.left, condition.right];
  if (condition.kind !== 'call' || condition.callee.name !== 'close') return undefined;
  return condition.arguments.slice(0, 2).map(({ value }) => value);
}

/** How many differing elements are listed. */
const shownRows = 10;

function differingRows(actual: RunValue, expected: RunValue): readonly string[] {
  if (actual.kind !== 'list' || expected.kind !== 'list') return [];
  const texts = (value: RunValue & { kind: 'list' }) => value.values.map(valueText);
  const [found, wanted] = [texts(actual), texts(expected)];
  if (found.length !== wanted.length) return [`lengths: expected ${wanted.length}, actual ${found.length}`];
  const rows = found.flatMap((text, place) =>
    text === wanted[place] ? [] : [`[${place}] expected ${wanted[place]}, actual ${text}`],
  );
  return rows.length <= shownRows ? rows : [...rows.slice(0, shownRows), `… ${rows.length} differ`];
}

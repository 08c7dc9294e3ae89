import type { Annotation, Block, Statement } from '../syntax/tree.ts';
import { blocksOf } from '../syntax/walk.ts';
import type { Analysis } from './analysis.ts';

/**
 * Refuses the annotations of qflow that nothing honours: a task that asks to be tried again must not silently run
 * once. Those of OpenQASM are for other tools to read, as its specification says.
 */
export function checkAnnotations(a: Analysis): void {
  const { dialect, statements } = a.file.program;
  if (dialect === 'qflow') for (const statement of statements) checkStatement(a, statement);
}

function checkStatement(a: Analysis, node: Statement): void {
  for (const annotation of node.annotations)
    if (!isHonoured(annotation, node)) reportUnsupported(a, annotation);
  for (const block of bodiesOf(node)) for (const inner of block.statements) checkStatement(a, inner);
}

/** `@after(a, b)` is part of the order of the tasks. */
function isHonoured({ name }: Annotation, { kind }: Statement): boolean {
  return name.text === '' || (name.text === 'after' && kind === 'task');
}

function reportUnsupported(a: Analysis, { name, span }: Annotation): void {
  a.report('QF1008', { start: span.start, end: name.span.end }, [`\`@${name.text}\``]);
}

function bodiesOf(node: Statement): readonly Block[] {
  switch (node.kind) {
    case 'circuit':
    case 'workflow':
      return [node.body];
    case 'gate':
    case 'function':
      return node.body === undefined ? [] : [node.body];
    default:
      return blocksOf(node);
  }
}

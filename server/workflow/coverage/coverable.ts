import type { Span } from '../../base/index.ts';
import { tracedStatements } from '../../circuit/index.ts';
import { type Model, type Node, type tree, walk } from '../../language/index.ts';

/** A statement, and what is shown of it: not the blocks inside, whose statements count by themselves. */
export interface CoverableStatement {
  readonly span: Span;
  readonly shown: Span;
}

/** A part of a file that runs: a circuit, a gate, a function, a test, or the statements at the top. */
export interface Coverable {
  readonly name: string;
  readonly nameSpan: Span;
  readonly statements: readonly CoverableStatement[];
}

/** All that can run in a file. */
export function coverablesIn(model: Pick<Model, 'program' | 'circuits'>): readonly Coverable[] {
  const { statements } = model.program;
  const main = model.circuits.find(({ node }) => node.kind === 'program');
  const declared = statements.flatMap(declaredBy);
  if (main === undefined) return declared;
  const own = statements.filter((node) => declaredBy(node).length === 0);
  return [
    { name: main.name, nameSpan: main.nameSpan, statements: statementsIn(own, tracedStatements) },
    ...declared,
  ];
}

const steps: ReadonlySet<tree.Statement['kind']> = new Set(['alias', 'assert', 'task', 'expression']);

function declaredBy(node: tree.Statement): readonly Coverable[] {
  switch (node.kind) {
    case 'circuit':
    case 'gate':
    case 'function':
      if (node.body === undefined) return [];
      return [
        {
          name: node.name.text,
          nameSpan: node.name.span,
          statements: statementsIn(node.body.statements, tracedStatements),
        },
      ];
    case 'test':
      return [
        {
          name: node.title.value,
          nameSpan: node.title.span,
          statements: statementsIn(node.body.statements, steps),
        },
      ];
    default:
      return [];
  }
}

function statementsIn(
  nodes: readonly tree.Statement[],
  kinds: ReadonlySet<tree.Statement['kind']>,
): readonly CoverableStatement[] {
  const found: CoverableStatement[] = [];
  for (const node of nodes)
    walk(node, (inner) => {
      if ((kinds as ReadonlySet<string>).has(inner.kind) && isStatement(inner))
        found.push({ span: inner.span, shown: headOf(inner) });
    });
  return found;
}

/** A statement up to its first block. */
function headOf(node: Node): Span {
  const { start } = node.span;
  let { end } = node.span;
  walk(node, (inner) => {
    if (inner.kind === 'block') end = Math.min(end, inner.span.start);
  });
  return { start, end };
}

/** Some kinds of expressions have the name of a statement. */
function isStatement(node: object): boolean {
  return 'annotations' in node;
}

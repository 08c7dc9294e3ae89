import type { Span } from '../../base/index.ts';
import type {
  Argument,
  Block,
  Expression,
  GateModifier,
  ParameterNode,
  Program,
  Statement,
  TypeNode,
} from './tree.ts';

/** Every part of a tree that has a kind and a place. */
export type Node =
  Program | Statement | Block | Expression | TypeNode | ParameterNode | Argument | GateModifier;

/** The nodes directly below this one, in the order of the text. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  collect(Object.values(node), found);
  return found.sort((one, other) => one.span.start - other.span.start);
}

/** Parts without a kind of their own, such as annotations and the cases of a `switch`, are looked through. */
function collect(values: readonly unknown[], found: Node[]): void {
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    if (isNode(value)) found.push(value);
    else collect(Object.values(value), found);
  }
}

function isNode(value: object): value is Node {
  return 'kind' in value && 'span' in value;
}

/** Visits a node and everything below it, parents first; a visitor that returns false keeps its children out. */
export function walk(node: Node, visit: (node: Node) => boolean | void): void {
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (visit(next) !== false) for (const child of children(next).toReversed()) waiting.push(child);
}

/**
 * The nodes around an offset, from the program to the innermost. A node that ends at the offset counts when none
 * begins there, for a cursor still belongs to the word that it stands behind.
 */
export function nodeAt(program: Program, offset: number): readonly Node[] {
  const path: Node[] = [];
  for (let node: Node | undefined = program; node !== undefined; node = childAt(node, offset))
    path.push(node);
  return path;
}

function childAt(node: Node, offset: number): Node | undefined {
  const below = children(node);
  return (
    below.find(({ span }) => contains(span, offset)) ?? below.findLast(({ span }) => span.end === offset)
  );
}

function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}

/** The blocks directly inside a statement. */
export function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'if':
      return statement.otherwise === undefined ? [statement.then] : [statement.then, statement.otherwise];
    case 'for':
    case 'while':
    case 'box':
    case 'scope':
      return [statement.body];
    case 'switch': {
      const bodies = statement.cases.map(({ body }) => body);
      return statement.otherwise === undefined ? bodies : [...bodies, statement.otherwise];
    }
    default:
      return [];
  }
}

/** Whether a statement of the block, or of a block inside it, satisfies `test`. */
export function someStatement(block: Block, test: (statement: Statement) => boolean): boolean {
  return block.statements.some(
    (statement) => test(statement) || blocksOf(statement).some((inner) => someStatement(inner, test)),
  );
}

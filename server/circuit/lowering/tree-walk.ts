import type { tree } from '../../language/index.ts';

/** The expressions directly inside an expression. */
export function partsOfExpression(node: tree.Expression): readonly tree.Expression[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'call':
      return node.arguments.map(({ value }) => value);
    case 'cast':
      return [node.operand];
    case 'index':
      return [node.object, ...node.indices];
    case 'member':
      return [node.object];
    case 'range':
      return [node.start, node.step, node.stop].filter((part) => part !== undefined);
    case 'set':
    case 'list':
      return node.elements;
    case 'sum':
      return [node.body, node.iterable];
    case 'measure-expression':
      return [node.source];
    case 'parenthesized':
      return [node.inner];
    default:
      return [];
  }
}

/** Whether an expression or one inside it satisfies `test`. Long sums are walked without recursion along their spine. */
export function someExpression(
  node: tree.Expression,
  test: (expression: tree.Expression) => boolean,
): boolean {
  const waiting: tree.Expression[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (test(next)) return true;
    waiting.push(...partsOfExpression(next));
  }
  return false;
}

/** The name of the variable that a target such as `a[i][j]` is an element of. */
export function rootOf(node: tree.Expression): tree.Identifier | undefined {
  if (node.kind === 'identifier') return node;
  if (node.kind === 'index') return rootOf(node.object);
  return node.kind === 'parenthesized' ? rootOf(node.inner) : undefined;
}

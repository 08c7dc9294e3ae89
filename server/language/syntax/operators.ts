import { cover, type Span } from '../../base/index.ts';
import type { Expression, UnaryExpression } from './tree.ts';

/** How tightly the operators of OpenQASM 3 bind; a higher number binds tighter. */
const precedences: ReadonlyMap<string, number> = new Map([
  ['++', 0],
  ['||', 1],
  ['&&', 2],
  ['|', 3],
  ['^', 4],
  ['&', 5],
  ['==', 6],
  ['!=', 6],
  ['<', 7],
  ['<=', 7],
  ['>', 7],
  ['>=', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['*', 10],
  ['/', 10],
  ['%', 10],
  ['**', 12],
]);
/** Unary operators bind less tightly than a power: `-2 ** 2` is -4. */
const prefixPrecedence = 11;

/**
 * How many levels a tree of operators may have; readers of the tree recurse over it. Only along the spine of a sum they
 * do not, so that its length is free.
 */
export const heightLimit = 1500;

interface Pending {
  readonly text: string;
  readonly start: number;
  readonly precedence: number;
  readonly prefix: boolean;
}

/** Builds the tree of one chain of operands and operators with two stacks. */
export class OperatorChain {
  readonly #operands: Expression[] = [];
  readonly #heights: number[] = [];
  readonly #pending: Pending[] = [];
  height = 0;

  prefix(text: string, start: number): void {
    this.#pending.push({ text, start, precedence: prefixPrecedence, prefix: true });
    this.height = Math.max(this.height, this.#pending.length);
  }

  binary(text: string, start: number): void {
    const precedence = precedences.get(text) ?? 0;
    this.#reduce(text === '**' ? precedence + 1 : precedence);
    this.#pending.push({ text, start, precedence, prefix: false });
    this.height = Math.max(this.height, this.#pending.length);
  }

  operand(node: Expression, height: number): void {
    this.#operands.push(node);
    this.#heights.push(height);
  }

  finish(): Expression | undefined {
    this.#reduce(0);
    return this.#operands[0];
  }

  #reduce(least: number): void {
    for (
      let top = this.#pending.at(-1);
      top !== undefined && top.precedence >= least;
      top = this.#pending.at(-1)
    ) {
      this.#pending.pop();
      this.#apply(top);
    }
  }

  #apply({ text, start, prefix }: Pending): void {
    const right = this.#operands.pop();
    const rightHeight = this.#heights.pop() ?? 0;
    if (right === undefined) return;
    if (prefix) this.#push(unary(text as UnaryExpression['operator'], right, start), rightHeight);
    else this.#pushBinary(text, right, rightHeight);
  }

  #pushBinary(operator: string, right: Expression, rightHeight: number): void {
    const left = this.#operands.pop();
    const leftHeight = this.#heights.pop() ?? 0;
    if (left === undefined) return;
    const span: Span = cover(left.span, right.span);
    const isSpine = isSum(operator) && left.kind === 'binary' && isSum(left.operator);
    const below = Math.max(isSpine ? leftHeight - 1 : leftHeight, rightHeight);
    this.#push({ kind: 'binary', operator, left, right, span }, below);
  }

  #push(node: Expression, below: number): void {
    this.#operands.push(node);
    this.#heights.push(below + 1);
    this.height = Math.max(this.height, below + 1);
  }
}

function isSum(operator: string): boolean {
  return operator === '+' || operator === '-';
}

function unary(operator: UnaryExpression['operator'], operand: Expression, start: number): Expression {
  return { kind: 'unary', operator, operand, span: { start, end: Math.max(start, operand.span.end) } };
}

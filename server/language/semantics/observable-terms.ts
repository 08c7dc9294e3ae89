import { type TypedValue, cx } from '../../base/index.ts';
import {
  ClassicalError,
  applyBinary,
  applyFunction,
  applyUnary,
  findCall,
  isWholeQuotient,
} from '../../library/index.ts';
import { spineOf } from '../syntax/spine.ts';
import type {
  BinaryExpression,
  CallExpression,
  Expression,
  Identifier,
  ObservableDeclaration,
  SumExpression,
} from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf, typeOf } from './expect.ts';
import { stepsOf } from './range-steps.ts';
import type { Symbol } from './model.ts';
import { writtenText } from './pauli-words.ts';
import {
  type MutableSum,
  type PauliSum,
  addInto,
  isPauliName,
  multiplySums,
  scalarSum,
  singlePauli,
  writtenPauli,
} from './pauli-sums.ts';
import { float, int, isClassical } from './types.ts';

/** Expanding more than this while somebody types takes too long; such an observable is checked when it runs. */
const maximumTerms = 4096;

/** Thrown inside this file only: the observable cannot be expanded before the run. */
class NotExpandable extends Error {}

type Environment = ReadonlyMap<Symbol, TypedValue>;

/**
 * The Pauli words of a checked observable, or nothing where they depend on what is known only at the run. Real
 * parameters are given values without special relations: a coefficient that is not real for these is not real in general.
 */
export function expandObservable(a: Analysis, node: ObservableDeclaration): PauliSum | undefined {
  const environment = new Map<Symbol, TypedValue>();
  for (const [place, { name }] of node.parameters.entries()) {
    const symbol = a.symbols.get(name);
    const isReal = symbol?.type.kind === 'float' || symbol?.type.kind === 'angle';
    if (symbol !== undefined && isReal)
      environment.set(symbol, { type: { kind: 'float' }, value: 0.618 + 0.1 * place });
  }
  try {
    return new Expansion(a).sum(node.value, environment);
  } catch (error) {
    if (error instanceof NotExpandable || error instanceof ClassicalError) return undefined;
    throw error;
  }
}

class Expansion {
  readonly #analysis: Analysis;
  #budget = maximumTerms;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  sum(node: Expression, environment: Environment): PauliSum {
    if (this.#budget-- <= 0) throw new NotExpandable();
    switch (node.kind) {
      case 'parenthesized':
        return this.sum(node.inner, environment);
      case 'unary':
        return multiplySums(scalarSum(cx.complex(-1)), this.sum(node.operand, environment));
      case 'binary':
        return this.#spine(node, environment);
      case 'sum':
        return this.#loop(node, environment);
      case 'call':
        return this.#call(node, environment);
      case 'index':
        if (node.object.kind !== 'identifier' || !isPauliName(node.object.name)) break;
        return singlePauli(node.object.name, this.#index(node.indices[0], environment));
      case 'identifier':
        if (node.name === 'I') return scalarSum(cx.one);
        return this.#named(node, environment);
      default:
    }
    return this.#scalar(node, environment);
  }

  #spine(expression: BinaryExpression, environment: Environment): PauliSum {
    const { leftmost, operators } = spineOf(expression);
    let total: MutableSum = new Map(this.sum(leftmost, environment));
    for (const node of operators) total = this.#combine(node, total, environment);
    return total;
  }

  /** `left` belongs to the caller's sum alone and may be changed. */
  #combine(node: BinaryExpression, left: MutableSum, environment: Environment): MutableSum {
    if (node.operator === '+' || node.operator === '-') {
      addInto(left, this.sum(node.right, environment), node.operator === '-' ? -1 : 1);
      return left;
    }
    if (node.operator === '*') return this.#product(left, this.sum(node.right, environment));
    if (node.operator !== '/') return new Map(this.#scalar(node, environment));
    const divisor = this.#scalar(node.right, environment).get('')?.coefficient ?? cx.zero;
    if (cx.magnitudeSquared(divisor) === 0) throw new NotExpandable();
    return this.#product(left, scalarSum(cx.divide(cx.one, divisor)));
  }

  #product(left: PauliSum, right: PauliSum): MutableSum {
    this.#budget -= left.size * right.size;
    if (this.#budget <= 0) throw new NotExpandable();
    return multiplySums(left, right);
  }

  #loop(node: SumExpression, environment: Environment): PauliSum {
    const symbol = this.#analysis.symbols.get(node.variable);
    if (symbol === undefined) throw new NotExpandable();
    const total: MutableSum = new Map();
    for (const value of this.#iterated(node.iterable)) {
      addInto(total, this.sum(node.body, new Map(environment).set(symbol, { type: int, value })));
    }
    return total;
  }

  #iterated(iterable: Expression): bigint[] {
    if (iterable.kind === 'range') {
      const steps = iterable.stop && stepsOf(this.#analysis, iterable, undefined);
      if (steps === undefined || steps.count > maximumTerms) throw new NotExpandable();
      return Array.from({ length: steps.count }, (_, place) => BigInt(steps.start + place * steps.step));
    }
    if (iterable.kind !== 'set' && iterable.kind !== 'list') throw new NotExpandable();
    return iterable.elements.map((element) => {
      const value = constantOf(this.#analysis, element);
      if (typeof value !== 'bigint') throw new NotExpandable();
      return value;
    });
  }

  #call(node: CallExpression, environment: Environment): PauliSum {
    const isModel = node.callee.name !== 'pauli' && findCall(node.callee.name, 'observable') !== undefined;
    if (isModel) throw new NotExpandable();
    const [argument] = node.arguments;
    if (node.callee.name !== 'pauli' || argument === undefined) return this.#scalar(node, environment);
    return writtenPauli(writtenText(argument.value) ?? '');
  }

  #named(node: Identifier, environment: Environment): PauliSum {
    const symbol = this.#analysis.symbols.get(node);
    const expanded = symbol && this.#analysis.expandedObservables.get(symbol);
    return expanded ?? this.#scalar(node, environment);
  }

  #index(node: Expression | undefined, environment: Environment): number {
    const value = node && this.#value(node, environment).value;
    if (typeof value !== 'bigint') throw new NotExpandable();
    return Number(value);
  }

  #scalar(node: Expression, environment: Environment): PauliSum {
    const { value } = this.#value(node, environment);
    if (typeof value === 'object') {
      if (!('re' in value)) throw new NotExpandable();
      return scalarSum(value);
    }
    return scalarSum(cx.complex(Number(value)));
  }

  /** The value of a classical expression with loop variables and parameters bound. */
  #value(node: Expression, environment: Environment): TypedValue {
    const constant = constantOf(this.#analysis, node);
    const type = typeOf(this.#analysis, node);
    if (constant !== undefined && isClassical(type)) return { type, value: constant };
    switch (node.kind) {
      case 'parenthesized':
        return this.#value(node.inner, environment);
      case 'identifier':
        return this.#bound(node, environment);
      case 'unary':
        return applyUnary(node.operator, this.#value(node.operand, environment));
      case 'binary':
        return this.#chain(node, environment);
      case 'call':
        return applyFunction(
          node.callee.name,
          node.arguments.map(({ value }) => this.#value(value, environment)),
        );
      default:
        throw new NotExpandable();
    }
  }

  #chain(node: BinaryExpression, environment: Environment): TypedValue {
    const { leftmost, operators } = spineOf(node);
    return operators.reduce(
      (left, operator) => this.#operation(operator, left, environment),
      this.#value(leftmost, environment),
    );
  }

  #operation(node: BinaryExpression, left: TypedValue, environment: Environment): TypedValue {
    const right = this.#value(node.right, environment);
    const isReal = typeOf(this.#analysis, node).kind === 'float';
    const isMadeReal = isReal && isWholeQuotient(node.operator, left.type, right.type);
    return applyBinary(node.operator, isMadeReal ? { type: float, value: Number(left.value) } : left, right);
  }

  #bound(node: Identifier, environment: Environment): TypedValue {
    const symbol = this.#analysis.symbols.get(node);
    const value = symbol && environment.get(symbol);
    if (value === undefined) throw new NotExpandable();
    return value;
  }
}

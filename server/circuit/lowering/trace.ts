import type { Span } from '../../base/index.ts';
import type { Scope, Symbol, tree } from '../../language/index.ts';
import type { Instruction } from '../circuit.ts';
import type { Operand, SeenName, Site } from '../traced.ts';
import { asExpression } from './evaluated.ts';
import { type Binding, type Cell, type Frame, placeOf } from './frame.ts';
import { read } from './storage.ts';

/** Statements that do something when a circuit runs, or that change what a name stands for. */
export const tracedStatements: ReadonlySet<tree.Statement['kind']> = new Set([
  ...(['if', 'for', 'while', 'switch', 'break', 'continue', 'end', 'return'] as const),
  ...(['gate-call', 'measure', 'assignment', 'expression', 'reset', 'barrier', 'delay'] as const),
  ...(['classical-declaration', 'qubit-declaration', 'alias'] as const),
]);

/** Notes, while a circuit is lowered, which statement each piece of it comes from and what names stand for there. */
export class Trace {
  readonly sites = new Map<Instruction, Site>();
  /** The statement that each call is at, by the names of the call. */
  readonly #current = new WeakMap<Frame['bindings'], Site & { readonly operands: Operand[] }>();
  readonly #visible = new WeakMap<tree.Statement, ReadonlySet<Symbol>>();

  /** The mark of a statement, where it is one that a run can stop at. */
  mark(frame: Frame, node: tree.Statement, globals: ReadonlyMap<Symbol, Cell>): Instruction | undefined {
    if (!tracedStatements.has(node.kind)) return undefined;
    const caller = frame.called && this.#current.get(frame.called.from.bindings);
    const site = {
      uri: frame.model.uri,
      span: node.span,
      owner: frame.called?.name ?? frame.owner ?? 'main',
      depth: frame.depth,
      names: this.#names(frame, node, globals),
      operands: [],
      ...(caller === undefined ? {} : { caller }),
    };
    this.#current.set(frame.bindings, site);
    const mark: Instruction = { kind: 'barrier', qubits: [], span: placeOf(frame, node.span) };
    this.sites.set(mark, site);
    return mark;
  }

  /** Notes what an operand of the current statement stands for. */
  operand(frame: Frame, span: Span, qubits: readonly number[]): void {
    this.#current.get(frame.bindings)?.operands.push({ span, qubits });
  }

  #names(frame: Frame, node: tree.Statement, globals: ReadonlyMap<Symbol, Cell>): readonly SeenName[] {
    const visible = this.#visible.get(node) ?? visibleAt(frame, node);
    this.#visible.set(node, visible);
    return [...globals, ...frame.bindings].flatMap(([symbol, binding]) =>
      visible.has(symbol) ? seen(symbol.name, binding) : [],
    );
  }
}

/** The declared names that a statement can use: those above it in the scopes around it. */
function visibleAt({ model }: Frame, { span }: tree.Statement): ReadonlySet<Symbol> {
  const found = new Set<Symbol>();
  const hidden = new Set<string>();
  for (let scope: Scope | undefined = model.scopeAt(span.start); scope !== undefined; scope = scope.parent) {
    for (const [name, symbol] of scope.symbols) {
      const isAbove =
        'nameSpan' in symbol && (symbol.uri !== model.uri || symbol.nameSpan.start < span.start);
      if (isAbove && !hidden.has(name)) found.add(symbol);
      if (isAbove) hidden.add(name);
    }
  }
  return found;
}

function seen(name: string, binding: Binding): readonly SeenName[] {
  if (binding.kind === 'callable') return [];
  if (binding.kind === 'qubits')
    return [{ kind: 'qubits', name, qubits: binding.qubits, isSingle: binding.isSingle }];
  const { content, variable } = binding;
  const isUnset = content.kind === 'stored' && variable === undefined;
  return isUnset ? [] : [{ kind: 'value', name, expression: asExpression(read(binding)) }];
}

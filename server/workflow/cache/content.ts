import { quickHash, sha256, version } from '../../base/index.ts';
import {
  type Model,
  type Scope,
  type Symbol,
  type Word,
  type tree,
  walk,
  wordsOf,
} from '../../language/index.ts';
import { findCall } from '../../library/index.ts';
import { declaringModel } from '../declaring-model.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { recorded } from '../results.ts';
import type { RunValue } from '../run-value.ts';
import type { Runnable, TaskOptions } from '../task.ts';

/** All that decides what a call gives, part by part: `circuit bell`, `input theta`, `result vqe`, `seed`. */
export interface Content {
  /** The same for the same parts; SHA-256. */
  readonly key: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** Digits of a hash that stands for a text among the parts. */
const hashDigits = 16;

/**
 * The content of a call. Declarations that it names count with everything that they name in turn, comments and layout
 * do not; of imported files and of those that
 * any call of the program reads the whole text counts. Results of other tasks count by what they are, not by how they came.
 *
 * @param files the hashes of files that the call reads, by their names
 * @throws {TaskFailure} where a task that it reads has no result yet
 */
export function contentOf(
  called: Runnable,
  context: EvaluationContext,
  options: TaskOptions,
  files: ReadonlyMap<string, string> = new Map(),
): Content {
  const parts = new Parts(context);
  if (called.kind === 'call') parts.addExpression('call', called);
  else parts.addRunnable(called.name);
  parts.addOptions(called, options);
  for (const [file, text] of context.attachments.texts) parts.add(`file ${file}`, shortHash(text));
  for (const [file, hash] of files) parts.add(`file ${file}`, hash.slice(0, hashDigits));
  const all = parts.sorted();
  return { key: sha256(JSON.stringify(all)), parts: all };
}

class Parts {
  readonly #context: EvaluationContext;
  readonly #parts = new Map<string, string>([['version', version]]);
  readonly #seen = new Set<string>();

  constructor(context: EvaluationContext) {
    this.#context = context;
  }

  sorted(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#parts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  add(part: string, value: string): void {
    this.#parts.set(part, value);
  }

  addOptions(called: Runnable, { backend, shots, seed }: TaskOptions): void {
    this.add('shots', shots === undefined ? 'exact' : String(shots));
    if (isSeeded(called, shots)) this.add('seed', String(seed));
    const symbol = this.#context.model.backends.find(({ name }) => name === backend.name);
    if (symbol === undefined) this.add('backend', backend.name);
    else this.#addSymbol(symbol, this.#context.model);
  }

  /** A circuit that runs by itself, with its arguments. */
  addRunnable(name: string): void {
    const { model, arguments: values } = this.#context;
    this.add('arguments', JSON.stringify(values, bigAsText));
    const entry = model.circuits.find((circuit) => circuit.name === name);
    if (entry?.symbol !== undefined) this.#addSymbol(entry.symbol, model);
    else this.#addFile(model);
  }

  addExpression(part: string, expression: tree.Expression): void {
    const { model } = this.#context;
    this.add(part, sentence(wordsOf(textOf(model, expression.span))));
    this.#addNames(expression);
  }

  #addNames(expression: tree.Expression): void {
    walk(expression, (node) => {
      if (node.kind === 'identifier') this.#addName(node);
      return node.kind !== 'index' || !this.#addElement(node);
    });
  }

  /** One round of a task, which needs no other round to have a result. Returns whether it is that. */
  #addElement(node: tree.IndexExpression): boolean {
    const { model } = this.#context;
    if (node.object.kind !== 'identifier' || model.symbolOf(node.object)?.kind !== 'task') return false;
    const words = sentence(wordsOf(textOf(model, node.span)));
    this.add(`result ${words}`, hashOfValue(evaluate(node, this.#context)));
    for (const index of node.indices) this.#addNames(index);
    return true;
  }

  #addName(node: tree.Identifier): void {
    const { model } = this.#context;
    const symbol = model.symbolOf(node);
    switch (symbol?.kind) {
      case 'task':
        return this.add(`result ${symbol.name}`, this.#hashOfValue(node));
      case 'alias':
        return this.#addAlias(node, symbol);
      case 'loop-variable':
        if (symbol.node.kind === 'for') this.add(`loop ${symbol.name}`, this.#textOfValue(node));
        return;
      case 'parameter':
        return this.add(`parameter ${symbol.name}`, this.#textOfValue(node));
      default:
        return this.#addSymbol(symbol, model);
    }
  }

  #addAlias(node: tree.Identifier, symbol: Extract<Symbol, { kind: 'alias' }>): void {
    const family = this.#context.families.of(symbol.node);
    if (family?.rounds !== undefined) return this.add(`result ${symbol.name}`, this.#hashOfValue(node));
    const part = `let ${symbol.name}`;
    if (!this.#parts.has(part)) this.addExpression(part, symbol.node.value);
  }

  #hashOfValue(node: tree.Identifier): string {
    return hashOfValue(evaluate(node, this.#context));
  }

  #textOfValue(node: tree.Identifier): string {
    const value = recorded(evaluate(node, this.#context));
    return typeof value === 'object' ? shortHash(JSON.stringify(value)) : String(value);
  }

  /** A declaration of the file with all that its words name there; of another file, that whole file. */
  #addSymbol(symbol: Symbol | undefined, model: Model): void {
    if (symbol === undefined || !('uri' in symbol)) return;
    if (symbol.kind === 'program') return this.#addFile(model.imports.get(symbol.node.path.value));
    if (symbol.uri !== model.uri) return this.#addFile(declaringModel(model, symbol.uri));
    if (this.#seen.has(symbol.name)) return;
    this.#seen.add(symbol.name);
    if (symbol.kind === 'input') return this.#addInput(symbol.name);
    const { span } = symbol.node;
    const words = wordsOf(textOf(model, span));
    this.add(`${symbol.kind} ${symbol.name}`, shortHash(sentence(words)));
    for (const { text, start } of words) this.#addSymbol(globalNamed(model, text, span.start + start), model);
  }

  #addInput(name: string): void {
    const value = this.#context.inputs.get(name)?.value;
    this.add(`input ${name}`, JSON.stringify(value, bigAsText) ?? '');
  }

  #addFile(model: Model | undefined): void {
    if (model === undefined) return;
    const part = `file ${model.uri.split('/').at(-1) ?? model.uri}`;
    if (this.#seen.has(model.uri)) return;
    this.#seen.add(model.uri);
    this.add(part, shortHash(sentence(wordsOf(model.text))));
    for (const imported of model.imports.values()) this.#addFile(imported);
  }
}

/** What draws no random number where it is exact. */
const unseeded: ReadonlySet<string> = new Set([
  ...['sample', 'estimate', 'gradient', 'equivalent', 'predict', 'evaluate'],
  ...['store', 'forget', 'recall', 'inspect'],
]);

/** Exact samples, estimates and derivatives are the same whatever the seed, and what lies outside knows none. */
function isSeeded(called: Runnable, shots: number | undefined): boolean {
  const name = called.kind === 'call' ? called.callee.name : 'sample';
  const call = findCall(name, 'task');
  if (call?.reachesOut === true || call?.onTables === true) return false;
  return shots !== undefined || !unseeded.has(name);
}

/** A value by what it is. */
export function hashOfValue(value: RunValue): string {
  return shortHash(canonical(value));
}

function canonical(value: RunValue): string {
  if (value.kind === 'list') return `[${value.values.map(hashOfValue).join()}]`;
  if (value.kind !== 'result') return JSON.stringify(recorded(value) ?? value.kind);
  const state = value.state === undefined ? '' : quickHash(halvesOf(value.state.amplitudes));
  return JSON.stringify([value.result, value.shots, state]);
}

function sentence(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

/** The declaration of the file that a word means where it stands; nothing where it means something nearer. */
function globalNamed(model: Model, word: string, offset: number): Symbol | undefined {
  const found = model.scope.symbols.get(word);
  if (found === undefined) return undefined;
  for (let scope: Scope | undefined = model.scopeAt(offset); scope !== undefined; scope = scope.parent) {
    const symbol = scope.symbols.get(word);
    if (symbol !== undefined) return symbol === found ? found : undefined;
  }
  return undefined;
}

function textOf({ text }: Model, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end);
}

/** JSON has no whole numbers of any size. */
function bigAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

function shortHash(text: string): string {
  return quickHash(text).slice(0, hashDigits);
}

/** Numbers by their bits, 32 at a time. */
function halvesOf({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

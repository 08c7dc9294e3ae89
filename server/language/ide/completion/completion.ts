import type { TableColumn } from '../../../base/index.ts';
import {
  type Call,
  deviceNames,
  findAnnotation,
  findCall,
  gateGroups,
  resultFields,
  standardFiles,
} from '../../../library/index.ts';
import type { Model, Symbol, tree } from '../../index.ts';
import { decodedUri } from '../decoded-uri.ts';
import { importPath } from '../imports/import-path.ts';
import type { Importable } from '../imports/importable.ts';
import { recordOf } from '../record-of.ts';
import { columnsOf } from '../table-columns.ts';
import { visibleSymbols } from '../visible-symbols.ts';
import { argumentProposals, callProposals, choiceProposals, positionalParameter } from './call-proposals.ts';
import { cursorContext } from './cursor-context.ts';
import type { CursorContext, Expectation, ExpressionUse } from './expectation.ts';
import { annotationArguments, annotationProposals, codeProposals } from './annotation-proposals.ts';
import { type GateForm, gateProposal } from './gate-proposals.ts';
import { type Elsewhere, importProposals, importableFits, nothingElsewhere } from './import-proposals.ts';
import type { CompletionItem, Proposal } from './item.ts';
import {
  castProposals,
  modifierKeywords,
  statementKeywords,
  typeProposals,
  wordProposals,
} from './keyword-proposals.ts';
import { fits, nameProposal } from './name-proposals.ts';

/** Ranks of proposals in a list: what is nearest to the cursor's purpose comes first. */
const rank = { argument: 0, own: 1, library: 2, keyword: 3, type: 4, importable: 5 } as const;
type ExpectationOf<Kind extends Expectation['kind']> = Extract<Expectation, { kind: Kind }>;
type Ranked = readonly [rank: number, proposals: readonly Proposal[]];

/**
 * What can be written at the cursor. It follows the grammar by the tokens before the cursor and the scope by the model,
 * so it works in a text that does not parse. What other files declare is proposed with its import.
 */
export function complete(
  model: Model,
  offset: number,
  elsewhere: Elsewhere = nothingElsewhere,
): readonly CompletionItem[] {
  const context = cursorContext(model.text, offset, model.readableFrom(offset));
  const finder = new ProposalFinder(model, context, elsewhere);
  return finder
    .find(context.expectation)
    .flatMap(([place, proposals]) =>
      proposals.map((proposal) => ({ ...proposal, rank: place, span: context.word })),
    );
}

class ProposalFinder {
  readonly #model: Model;
  readonly #context: CursorContext;
  readonly #elsewhere: Elsewhere;
  #visible: readonly Symbol[] | undefined;

  constructor(model: Model, context: CursorContext, elsewhere: Elsewhere) {
    this.#model = model;
    this.#context = context;
    this.#elsewhere = elsewhere;
  }

  find(expectation: Expectation): readonly Ranked[] {
    switch (expectation.kind) {
      case 'nothing':
        return [];
      case 'statement':
        return this.#statements();
      case 'gate':
        return [...this.#gates('controlled'), [rank.keyword, modifierKeywords()]];
      case 'type':
        return [[rank.type, typeProposals(expectation.of)]];
      case 'keywords':
        return [[rank.keyword, wordProposals(expectation.words)]];
      case 'expression':
        return this.#expression(expectation.use);
      case 'argument':
        return this.#argument(expectation);
      case 'argument-value':
        return this.#argumentValue(expectation);
      case 'annotation':
        return [[rank.keyword, annotationProposals()]];
      case 'field':
        return [[rank.own, this.#fields(expectation)]];
      case 'imported-name':
        return [[rank.own, this.#importedNames(expectation.given)]];
      case 'include-path':
        return [
          [rank.own, this.#files(/\.(?:inc|qasm)$/)],
          [rank.library, includes],
        ];
      case 'import-path':
        return [
          [rank.own, this.#files(/\.(?:qflow|qasm|inc)$/)],
          [rank.library, standardImports],
        ];
    }
  }

  get #symbols(): readonly Symbol[] {
    this.#visible ??= visibleSymbols(this.#model, this.#context.word.start, this.#context.region);
    return this.#visible;
  }

  #statements(): readonly Ranked[] {
    const { region, isInSwitch } = this.#context;
    const { dialect } = this.#model.program;
    const keywords: Ranked = [rank.keyword, statementKeywords(this.#context, dialect)];
    if (region === 'workflow' || region === 'test' || isInSwitch) return [keywords];
    const hasTypes = region !== 'gate' && dialect !== 'openqasm2';
    const types: Ranked = [rank.type, hasTypes ? typeProposals('value') : []];
    const functions = this.#importable(({ kind }) => kind === 'function', 'call');
    return [
      ...this.#gates(this.#isFollowed() ? 'name' : 'call'),
      this.#assignable(),
      functions,
      keywords,
      types,
    ];
  }

  /** Variables, which an assignment may begin with, and functions, which may be called for what they do. */
  #assignable(): Ranked {
    const usable = this.#symbols.filter(({ kind }) => kind === 'variable' || kind === 'function');
    return [rank.own, usable.map((symbol) => nameProposal(symbol, this.#model))];
  }

  #gates(form: GateForm): readonly Ranked[] {
    const proposals = (kind: Symbol['kind']) =>
      this.#symbols
        .filter((symbol) => symbol.kind === kind)
        .flatMap((symbol) => gateProposal(symbol, form) ?? []);
    return [
      [rank.own, proposals('gate')],
      [rank.library, proposals('standard-gate')],
      this.#importable(({ kind }) => kind === 'gate', form),
    ];
  }

  /** Names that would have to be imported, where they would be of use. */
  #importable(isUseful: (one: Importable) => boolean, form: GateForm): Ranked {
    const visible = new Set(this.#symbols.map(({ name }) => name));
    const useful = this.#elsewhere.all.filter((one) => isUseful(one) && !visible.has(one.name));
    return [rank.importable, importProposals(this.#model, useful, form, this.#elsewhere.library)];
  }

  /** The other files of the workspace, by the paths that this one would write. */
  #files(isWanted: RegExp): readonly Proposal[] {
    const { uri } = this.#model;
    return this.#elsewhere.files
      .filter((file) => isWanted.test(file) && decodedUri(file) !== decodedUri(uri))
      .flatMap((file) => importPath(uri, file) ?? [])
      .map((label) => ({ label, kind: 'file' }));
  }

  /** Whether more of the statement stands behind the cursor, as when a gate's name is being changed. */
  #isFollowed(): boolean {
    const rest = this.#model.text.slice(this.#context.word.end, this.#context.word.end + 200);
    return /^[ \t]*[^\s}]/.test(rest) && !/^[ \t]*\/\//.test(rest);
  }

  #expression(use: ExpressionUse): readonly Ranked[] {
    const isLibrary = ({ kind }: Symbol) => kind === 'standard-constant' || kind === 'standard-call';
    const { region } = this.#context;
    const isOutside = region === 'workflow' || region === 'test';
    const found = this.#symbols.filter((symbol) => fits(symbol, use) && (isOutside || !isForSteps(symbol)));
    const names = (list: readonly Symbol[]) => list.map((symbol) => nameProposal(symbol, this.#model));
    return [
      [rank.own, names(found.filter((symbol) => !isLibrary(symbol)))],
      [rank.library, [...names(found.filter(isLibrary)), ...extras[use]()]],
      [rank.library, isOutside && use === 'value' ? modelProposals : []],
      [rank.type, use === 'value' || use === 'stored-value' ? castProposals() : []],
      this.#importable((one) => importableFits(one, use), 'call'),
    ];
  }

  #namesFor(use: ExpressionUse): readonly Proposal[] {
    return this.#symbols
      .filter((symbol) => fits(symbol, use))
      .map((symbol) => nameProposal(symbol, this.#model));
  }

  #argument({ callee, index, given, group }: ExpectationOf<'argument'>): readonly Ranked[] {
    if (callee.startsWith('@')) return this.#annotationArgument(callee.slice(1), given);
    const call = findCall(callee, group);
    if (call === undefined) return this.#expression(this.#useOfParameter(callee, index));
    const parameter = given.length === 0 ? positionalParameter(call, index) : undefined;
    if (parameter !== undefined) return this.#expression(useOfType(parameter.type));
    const handed = call.takesValues === true ? this.#handedOn(call, given) : [];
    return [[rank.argument, [...argumentProposals(call, given), ...handed]]];
  }

  /** What a call hands on under its own name: `scan: scan`. */
  #handedOn({ parameters }: Call, given: readonly string[]): readonly Proposal[] {
    const taken = new Set([...given, ...parameters.map(({ name }) => name)]);
    return this.#symbols
      .filter(({ kind, name }) => (kind === 'task' || kind === 'alias') && !taken.has(name))
      .map(({ name }) => ({
        label: `${name}:`,
        kind: 'argument',
        detail: `hands ${name} on under its name`,
        snippet: `${name}: ${name}`,
      }));
  }

  #annotationArgument(name: string, given: readonly string[]): readonly Ranked[] {
    const annotation = findAnnotation(name);
    if (annotation?.names === 'tasks') {
      const tasks = this.#symbols.filter(({ kind }) => kind === 'task');
      return [[rank.own, tasks.map((symbol) => nameProposal(symbol, this.#model))]];
    }
    if (annotation?.names === 'codes') return [[rank.library, codeProposals()]];
    return annotation === undefined ? [] : [[rank.argument, annotationArguments(annotation, given)]];
  }

  #argumentValue({ callee, parameter: name, group }: ExpectationOf<'argument-value'>): readonly Ranked[] {
    const call = findCall(callee, group);
    const parameter = call?.parameters.find((candidate) => candidate.name === name);
    if (parameter === undefined && call?.takesValues === true)
      return [...this.#expression('value'), ...(callee === 'sql' ? [] : [secretCalls])];
    if (parameter?.type === 'secret') return [secretCalls];
    if (parameter?.type === 'noise') return [[rank.own, this.#namesFor('noise')]];
    if (parameter?.choices !== undefined)
      return [
        [rank.own, choiceProposals(parameter)],
        [rank.library, this.#namesFor('string')],
      ];
    return parameter === undefined ? [] : this.#expression(useOfType(parameter.type));
  }

  /** What an argument of a function of the file is for: some take qubits. */
  #useOfParameter(callee: string, index: number): ExpressionUse {
    const symbol = this.#symbols.find(({ name }) => name === callee);
    const isQubit = symbol?.type.kind === 'function' && symbol.type.parameters[index]?.kind === 'qubit';
    return isQubit ? 'qubits' : 'value';
  }

  #fields({ object, owner }: ExpectationOf<'field'>): readonly Proposal[] {
    const columns = columnsOf(this.#symbols, object, owner);
    if (columns !== undefined) return columns.flatMap(columnProposal);
    const record = recordOf(this.#symbols.find(({ name }) => name === object));
    if (record === undefined) return [];
    return resultFields[record].map(({ name, type: fieldType, description }) => ({
      label: name,
      kind: 'field',
      detail: fieldType,
      documentation: description,
    }));
  }

  #importedNames(given: readonly string[]): readonly Proposal[] {
    const { program, imports } = this.#model;
    const { start, end } = this.#context.word;
    const statement = program.statements.find(
      (candidate): candidate is tree.ImportStatement =>
        candidate.kind === 'import' && candidate.span.start <= start && end <= candidate.span.end,
    );
    const imported = statement === undefined ? undefined : imports.get(statement.path.value);
    return [...(imported?.scope.symbols.values() ?? [])]
      .filter((symbol) => 'nameSpan' in symbol && !given.includes(symbol.name))
      .map((symbol) => ({ ...plain(nameProposal(symbol, this.#model)) }));
  }
}

/** Whether a function is for workflows and tests alone. */
function isForSteps(symbol: Symbol): boolean {
  return symbol.kind === 'standard-call' && (symbol.call.group === 'list' || symbol.call.group === 'check');
}

/** A column whose name is a word. */
function columnProposal({ name, type }: TableColumn): readonly Proposal[] {
  return /^[\p{L}_][\p{L}\d_]*$/u.test(name)
    ? [{ label: name, kind: 'field', detail: `column of ${type}` }]
    : [];
}

/** A proposal that inserts nothing but its label. */
function plain({ label, kind, detail = '', documentation = '' }: Proposal): Proposal {
  return { label, kind, detail, documentation };
}

const includes: readonly Proposal[] = ['stdgates.inc', 'qelib1.inc'].map((label) => ({
  label,
  kind: 'file',
}));

const standardImports: readonly Proposal[] = standardFiles.map(({ path, description }) => ({
  label: path,
  kind: 'file',
  detail: description,
}));

function useOfType(type: Call['parameters'][number]['type']): ExpressionUse {
  switch (type) {
    case 'circuit':
    case 'observable':
    case 'noise':
    case 'gates':
    case 'backend':
    case 'model':
    case 'memory':
    case 'optimizer':
    case 'source':
    case 'string':
      return type;
    // What an observable is made of stands among what makes observables, and one may stand for a list of them.
    case 'molecule':
    case 'observables':
      return 'observable';
    default:
      return 'value';
  }
}

const secretCalls: Ranked = [rank.library, callProposals('secret')];

/** Molecules and what is made of them, which steps of workflows and tests may keep as values. */
const modelProposals: readonly Proposal[] = [...callProposals('observable'), ...callProposals('circuit')];

const none = () => [];
const literals = () => wordProposals(['true', 'false']);

/** What beside names may begin an expression. */
const extras: Readonly<Record<ExpressionUse, () => readonly Proposal[]>> = {
  qubits: none,
  bits: none,
  circuit: () => callProposals('circuit'),
  string: none,
  iterable: () => [{ label: '[0:n]', kind: 'keyword', detail: 'a range', snippet: '[${1:0}:${2:1}]' }],
  value: literals,
  'stored-value': () => [
    { label: 'measure', kind: 'keyword', detail: 'the outcome of qubits', snippet: 'measure ${1:q}' },
    ...literals(),
  ],
  observable: () => [...paulis, ...callProposals('observable')],
  noise: () => callProposals('noise'),
  gates: () => gateGroupProposals,
  backend: () => callProposals('backend'),
  model: () => callProposals('model'),
  memory: () => callProposals('memory'),
  optimizer: () => callProposals('optimizer'),
  source: () => callProposals('source'),
  target: () => devicesProposed,
  task: () => callProposals('task'),
};

const devicesProposed: readonly Proposal[] = [
  ...deviceNames,
  'grid_4x4',
  'line_8',
  'all_to_all_16',
  'heavy_hex_3x8',
].map((label) => ({ label, kind: 'backend', detail: 'a device' }));

const gateGroupProposals: readonly Proposal[] = gateGroups.map(({ name, description }) => ({
  label: name,
  kind: 'keyword',
  detail: description,
}));

const paulis: readonly Proposal[] = [
  ...['X', 'Y', 'Z'].map((label): Proposal => ({
    label,
    kind: 'constant',
    detail: `Pauli ${label} on a qubit`,
    snippet: `${label}[\${1:0}]`,
  })),
  { label: 'I', kind: 'constant', detail: 'the identity' },
  {
    label: 'sum',
    kind: 'function',
    detail: 'a sum over a range',
    snippet: 'sum(${1:Z[i] * Z[i + 1]} for ${2:i} in [${3:0:2}])',
  },
];

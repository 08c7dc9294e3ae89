import type { tree } from '../../index.ts';
import type { CursorContext } from './expectation.ts';
import type { Region } from './open-brackets.ts';
import type { Proposal } from './item.ts';
import { typeWords } from './words.ts';

interface Keyword {
  readonly word: string;
  readonly snippet?: string;
  readonly detail: string;
}

const declarations: readonly Keyword[] = [
  {
    word: 'circuit',
    snippet: 'circuit ${1:name} {\n\tqubit[${2:2}] q;\n\t$0\n}',
    detail: 'a program with its own qubits',
  },
  { word: 'gate', snippet: 'gate ${1:name} ${2:q} {\n\t$0\n}', detail: 'a gate made of others' },
  { word: 'def', snippet: 'def ${1:name}(${2:int n}) {\n\t$0\n}', detail: 'a subroutine' },
  { word: 'observable', snippet: 'observable ${1:name} = ${0:Z[0] * Z[1]};', detail: 'a sum of Pauli words' },
  {
    word: 'noise',
    snippet: 'noise ${1:name} = ${0:depolarizing(0.01)};',
    detail: 'what goes wrong on a device',
  },
  { word: 'backend', snippet: 'backend ${1:name} = $0;', detail: 'where circuits run' },
  {
    word: 'model',
    snippet: 'model ${1:name} = ${0:variational_classifier};',
    detail: 'what learns from samples',
  },
  {
    word: 'memory',
    snippet: 'memory ${1:name} = qmatrix(size: ${2:16}, qubits: ${3:3});',
    detail: 'vectors that are found by likeness',
  },
  { word: 'workflow', snippet: 'workflow ${1:name} {\n\t$0\n}', detail: 'a set of tasks' },
  { word: 'test', snippet: 'test "${1:what holds}" {\n\t$0\n}', detail: 'what must hold, for qflow test' },
  { word: 'targets', snippet: 'targets ${1:sim};', detail: 'the backends that the file promises to run on' },
  { word: 'import', snippet: 'import { $2 } from "${1:file.qflow}";', detail: 'names from another file' },
  { word: 'include', snippet: 'include "${1:stdgates.inc}";', detail: 'OpenQASM’s gates or another file' },
  { word: 'input', snippet: 'input ${1:float} ${2:name} = $0;', detail: 'a value that a run may give' },
];

const programOnly: readonly Keyword[] = [
  { word: 'OPENQASM', snippet: 'OPENQASM 3.0;', detail: 'the version of the language' },
  { word: 'output', snippet: 'output ${1:bit} ${2:name};', detail: 'a value that the program returns' },
];

const statements: readonly Keyword[] = [
  { word: 'qubit', snippet: 'qubit[${1:2}] ${2:q};', detail: 'declares qubits' },
  { word: 'measure', snippet: 'measure ${1:q};', detail: 'measures qubits' },
  { word: 'reset', snippet: 'reset ${1:q};', detail: 'puts qubits into |0⟩' },
  { word: 'barrier', snippet: 'barrier ${1:q};', detail: 'keeps gates from moving across' },
  { word: 'nop', snippet: 'nop ${1:q};', detail: 'uses qubits without doing anything' },
  { word: 'delay', snippet: 'delay[${1:100ns}] ${2:q};', detail: 'lets qubits wait' },
  { word: 'const', snippet: 'const ${1:float} ${2:name} = $0;', detail: 'a value that never changes' },
  { word: 'let', snippet: 'let ${1:name} = $0;', detail: 'another name for qubits' },
  {
    word: 'if',
    snippet: 'if (${1:condition}) {\n\t$0\n}',
    detail: 'does something only where a condition holds',
  },
  {
    word: 'for',
    snippet: 'for int ${1:i} in [${2:0}:${3:1}] {\n\t$0\n}',
    detail: 'repeats for each of a range',
  },
  { word: 'while', snippet: 'while (${1:condition}) {\n\t$0\n}', detail: 'repeats while a condition holds' },
  {
    word: 'switch',
    snippet: 'switch (${1:value}) {\n\tcase ${2:0} {\n\t\t$0\n\t}\n}',
    detail: 'chooses by a value',
  },
  { word: 'box', snippet: 'box {\n\t$0\n}', detail: 'keeps gates together' },
  { word: 'end', snippet: 'end;', detail: 'ends the program' },
];

const modifiers: readonly Keyword[] = [
  { word: 'ctrl', snippet: 'ctrl @ $0', detail: 'switches the gate on by a qubit' },
  { word: 'negctrl', snippet: 'negctrl @ $0', detail: 'switches the gate on by a qubit in |0⟩' },
  { word: 'inv', snippet: 'inv @ $0', detail: 'the gate backwards' },
  { word: 'pow', snippet: 'pow(${1:2}) @ $0', detail: 'the gate so many times' },
];

const gateLoop: readonly Keyword[] = statements.filter(({ word }) => word === 'for' || word === 'barrier');
const jumps: readonly Keyword[] = [
  { word: 'break', snippet: 'break;', detail: 'leaves the loop' },
  { word: 'continue', snippet: 'continue;', detail: 'goes to the next round' },
];
const returns: Keyword = { word: 'return', snippet: 'return $0;', detail: 'gives the result back' };
const otherwise: readonly Keyword[] = [
  { word: 'else', snippet: 'else {\n\t$0\n}', detail: 'where the condition does not hold' },
];
const steps: readonly Keyword[] = [
  { word: 'let', snippet: 'let ${1:name} = $0;', detail: 'a name for a value' },
  { word: 'assert', snippet: 'assert ${1:condition};', detail: 'what must hold' },
  {
    word: 'for',
    snippet: 'for ${1:float} ${2:x} in ${3:linspace(0, 1, 11)} {\n\t$0\n}',
    detail: 'a task of each round',
  },
  {
    word: 'if',
    snippet: 'if (${1:condition}) {\n\t$0\n}',
    detail: 'tasks only where a condition holds',
  },
];
const workflowStatements: readonly Keyword[] = [
  { word: 'task', snippet: 'task ${1:name} = $0;', detail: 'one step, whose result others may use' },
  ...steps,
];
const cases: readonly Keyword[] = [
  { word: 'case', snippet: 'case ${1:0} {\n\t$0\n}', detail: 'for these values' },
  { word: 'default', snippet: 'default {\n\t$0\n}', detail: 'for every other value' },
];

const ofRegion: Readonly<Record<Region, readonly Keyword[]>> = {
  file: [...declarations, ...programOnly, ...statements, ...modifiers],
  circuit: [...statements, ...modifiers],
  function: [...statements, ...modifiers, returns],
  gate: [...modifiers, ...gateLoop],
  workflow: workflowStatements,
  test: steps,
};

const qflowOnly: ReadonlySet<string> = new Set([
  'circuit',
  'observable',
  'noise',
  'backend',
  'model',
  'memory',
  'workflow',
  'import',
  'test',
  'targets',
]);

const registers: readonly Keyword[] = [
  { word: 'qreg', snippet: 'qreg ${1:q}[${2:2}];', detail: 'declares qubits' },
  { word: 'creg', snippet: 'creg ${1:c}[${2:2}];', detail: 'declares bits' },
];
const ofOpenQasm2: ReadonlySet<string> = new Set([
  ...['OPENQASM', 'include', 'gate', 'measure', 'reset', 'barrier', 'if'],
]);

/** The keywords that may begin a statement in this place. */
export function statementKeywords(context: CursorContext, dialect: tree.Dialect): readonly Proposal[] {
  if (context.isInSwitch) return cases.map(proposal);
  const { expectation, isInLoop, region } = context;
  const isAfterIf = expectation.kind === 'statement' && expectation.previous === 'if';
  const keywords = [...ofRegion[region], ...(isInLoop ? jumps : []), ...(isAfterIf ? otherwise : [])];
  return inDialect(keywords, dialect, region).map(proposal);
}

function inDialect(keywords: readonly Keyword[], dialect: tree.Dialect, region: Region): readonly Keyword[] {
  if (dialect === 'qflow') return keywords;
  if (dialect === 'openqasm3') return keywords.filter(({ word }) => !qflowOnly.has(word));
  const old = keywords.filter(({ word }) => ofOpenQasm2.has(word));
  return region === 'file' ? [...registers, ...old] : old;
}

export function modifierKeywords(): readonly Proposal[] {
  return modifiers.map(proposal);
}

/** Bare words without more to fill in. */
export function wordProposals(words: readonly string[]): readonly Proposal[] {
  return words.map((label) => ({ label, kind: 'keyword' }));
}

export function typeProposals(of: 'value' | 'parameter' | 'constant'): readonly Proposal[] {
  const words = [...typeWords].filter((word) => word !== 'creg' && (of === 'parameter' || word !== 'string'));
  return [...words, ...(of === 'parameter' ? ['qubit'] : [])].map((label) => ({ label, kind: 'type' }));
}

/** The types that a value can be cast to. */
export function castProposals(): readonly Proposal[] {
  return ['bool', 'bit', 'int', 'uint', 'float', 'angle', 'complex'].map((label) => ({
    label,
    kind: 'type',
    detail: 'a cast',
    snippet: `${label}(\${1:value})`,
  }));
}

function proposal({ word, snippet, detail }: Keyword): Proposal {
  return { label: word, kind: 'keyword', detail, ...(snippet === undefined ? {} : { snippet }) };
}

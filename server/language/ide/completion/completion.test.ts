import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { findCall, gates } from '../../../library/index.ts';
import { lookAtFile } from '../../../tables/index.ts';
import type { WantedFile } from '../../index.ts';
import { fixture } from '../fixture.ts';
import { symbolAt } from '../symbol-at.ts';
import { complete } from './completion.ts';

interface Expected {
  readonly has?: readonly string[];
  readonly not?: readonly string[];
  readonly only?: readonly string[];
}

/** Checks what is proposed at `$0`. */
async function check(
  marked: string,
  { has = [], not = [], only }: Expected,
  files: Record<string, string> = {},
) {
  const { model, offset } = await fixture(marked, files);
  const labels = complete(model, offset).map(({ label }) => label);
  assert.equal(new Set(labels).size, labels.length, `twice: ${labels.join()}`);
  for (const label of has) assert.ok(labels.includes(label), `no ${label} in ${labels.join()}`);
  for (const label of not) assert.ok(!labels.includes(label), `${label} is in ${labels.join()}`);
  if (only !== undefined) assert.deepEqual(labels.toSorted(), only.toSorted());
}

async function snippetOf(marked: string, label: string): Promise<string | undefined> {
  const { model, offset } = await fixture(marked);
  const item = complete(model, offset).find((proposal) => proposal.label === label);
  assert.ok(item, `no ${label}`);
  return item.snippet ?? item.text ?? item.label;
}

const bell = 'circuit bell {\n  qubit[2] q;\n  h q[0];\n  bit[2] c = measure q;\n}\n';
const withAngles = 'circuit trial(float angle, int n) {\n  qubit[4] q;\n  ry(angle) q[0];\n}\n';
const observable = 'observable zz = Z[0] * Z[1];\n';
const backend = 'backend sim = simulator(seed: 7);\n';

describe('completion at the start of a statement', () => {
  it('offers every gate of the table', async () => {
    await check('circuit a {\n  qubit[2] q;\n  $0\n}', { has: gates.map(({ name }) => name) });
  });
  it('offers gates in an unfinished circuit at the end of the file', async () => {
    await check('circuit a {\n  qubit[2] q;\n  $0', { has: ['h', 'cx', 'measure', 'for', 'ctrl'] });
  });
  it('writes angles and operands as places to fill in', async () => {
    assert.equal(await snippetOf('circuit a { $0 }', 'rx'), 'rx(${1:θ}) ${2:q};');
    assert.equal(await snippetOf('circuit a { $0 }', 'cx'), 'cx ${1:control}, ${2:target};');
    assert.equal(await snippetOf('circuit a { $0 }', 'gphase'), 'gphase(${1:γ});');
  });
  it('replaces only the name where operands follow', async () => {
    assert.equal(await snippetOf('circuit a { qubit[2] q; c$0 q[0], q[1]; }', 'cx'), 'cx');
  });
  it('offers gates of the file that stand above', async () => {
    await check('gate mine a { h a; }\ncircuit a {\n qubit q; $0\n}', { has: ['mine'] });
    await check('gate mine a { $0 }\n', { has: ['h'], not: ['mine', 'measure'] });
  });
  it('offers declarations only at the top', async () => {
    await check('$0', {
      has: ['circuit', 'workflow', 'backend', 'observable', 'import', 'h', 'qubit'],
      not: ['task'],
    });
    await check('circuit a { $0 }', { not: ['circuit', 'workflow', 'task'] });
    await check('workflow w { $0 }', { only: ['task', 'let', 'assert', 'for', 'if'] });
    await check('test "t" { $0 }', { only: ['let', 'assert', 'for', 'if'] });
  });
  it('offers annotations, their arguments, and what they name', async () => {
    const workflow = (mark: string) => `workflow w {\n  task a = 1;\n  ${mark}\n  task b = 2;\n}`;
    await check(workflow('@$0'), { has: ['retry', 'after', 'allow'], not: ['task'] });
    await check(workflow('@retry($0)'), { only: ['times:', 'delay:'] });
    await check(workflow('@retry(times: 3, $0)'), { only: ['delay:'] });
    await check(workflow('@after($0)'), { only: ['a', 'b'] });
    await check(workflow('@allow($0)'), { has: ['QF3011'], not: ['QF2001', 'a'] });
  });
  it('offers functions on lists and checks outside of circuits alone', async () => {
    await check('workflow w {\n  task a = $0\n}', { has: ['mean', 'fidelity', 'sample'] });
    await check('test "t" {\n  assert $0\n}', { has: ['close', 'equivalent'] });
    await check('circuit c {\n  qubit q;\n  float x = $0\n}', { has: ['sin'], not: ['mean', 'fidelity'] });
  });
  it('offers jumps in loops and else behind if', async () => {
    await check('circuit a { while (true) { $0 } }', { has: ['break', 'continue'] });
    await check('circuit a { if (true) { } $0 }', { has: ['else'] });
    await check('circuit a { $0 }', { not: ['break', 'else', 'return'] });
    await check('def f() { $0 }', { has: ['return'] });
  });
  it('offers a new statement behind a line without its semicolon', async () => {
    await check('circuit a {\n  qubit[2] q;\n  h q[0]\n  $0\n}', { has: ['cx'] });
  });
  it('offers cases in a switch', async () => {
    await check('circuit a { int i = 0; switch (i) { $0 } }', { only: ['case', 'default'] });
  });
});

describe('completion of operands', () => {
  it('offers qubits and nothing else', async () => {
    await check('circuit a { qubit[2] q; bit[2] c; float f; h $0 }', { only: ['q'] });
    await check('circuit a { qubit[2] q; qubit r; cx q[0], $0; }', { only: ['q', 'r'] });
    await check('circuit a { qubit[2] q; rx(pi) $0', { only: ['q'] });
    await check('circuit a { qubit[2] q; bit[2] c = measure $0; }', { only: ['q'] });
    await check('circuit a { qubit[2] q; reset $0 }', { only: ['q'] });
    await check('gate g(t) a, b { cx a, $0 }', { only: ['a', 'b'] });
  });
  it('does not offer qubits that are declared further down or elsewhere', async () => {
    await check('circuit a { qubit first; h $0; qubit later; } circuit b { qubit other; }', {
      only: ['first'],
    });
  });
  it('offers bits behind the arrow of a measurement', async () => {
    await check('circuit a { qubit q; bit c; float f; measure q -> $0 }', { only: ['c'] });
  });
  it('offers gates behind a modifier', async () => {
    await check('circuit a { qubit[2] q; ctrl @ $0', { has: ['x', 'rz', 'inv'], not: ['q', 'measure'] });
  });
  it('offers the qubit parameters of a function where it takes them', async () => {
    await check('def f(int n, qubit q) { h q; }\ncircuit a { qubit r; f(1, $0); }', { only: ['r'] });
  });
});

describe('completion of expressions', () => {
  it('offers classical names, constants and functions', async () => {
    await check(
      'const float a = 1; input float b = 2; circuit c(float p) { qubit q; int i = 1; rx($0) q; }',
      {
        has: ['a', 'b', 'p', 'i', 'pi', 'π', 'sin'],
        not: ['q', 'h', 'circuit'],
      },
    );
  });
  it('offers loop variables in indices', async () => {
    await check('circuit a { qubit[4] q; for int i in [0:3] { h q[$0', { has: ['i', 'pi'] });
  });
  it('offers measurement where an outcome is stored', async () => {
    await check('circuit a { qubit[2] q; bit[2] c = $0', { has: ['measure'], not: ['q'] });
    await check('circuit a { qubit[2] q; bit[2] c = ~$0', { not: ['measure'] });
  });
  it('offers types where a type is due', async () => {
    await check('const $0', { has: ['int', 'float'], not: ['qubit', 'pi'] });
    await check('circuit a($0', { has: ['float', 'array', 'qubit'] });
    await check('def f(int n) -> $0', { has: ['bit', 'int'] });
  });
  it('offers nothing where a new name is due, in comments and in texts', async () => {
    for (const place of [
      'circuit $0',
      'qubit[2] $0',
      '// $0',
      '/* $0 */',
      'backend b = ibm("$0',
      'int $0',
      'for int $0',
    ])
      await check(place, { only: [] });
  });
  it('offers nothing behind a finished operand', async () => {
    await check('circuit a { qubit q; h q $0', { only: [] });
    await check('const float a = 1 $0', { only: [] });
  });
});

/** The calls that make circuits. */
const ansatze = ['givens', 'hartree_fock', 'k_upccgsd', 'uccsd'];

describe('completion in workflows', () => {
  it('offers the calls of tasks', async () => {
    await check(`${bell}workflow w { task a = $0 }`, {
      has: ['sample', 'estimate', 'simulate'],
      not: ['simulator', 'pauli'],
    });
    await check('backend b = $0', { has: ['simulator'], not: ['sample'] });
    await check(`${observable}observable o = $0`, {
      has: ['X', 'Z', 'sum', 'pauli', 'zz', 'pi'],
      not: ['sample'],
    });
  });
  it('offers what each parameter takes', async () => {
    const file = bell + withAngles + observable + backend;
    await check(`${file}workflow w { task a = sample($0`, { only: ['bell', 'trial', ...ansatze] });
    await check(`${file}workflow w { task a = estimate(bell, $0`, { has: ['zz'], not: ['bell', 'sim'] });
    await check(`${file}workflow w { task a = sample(bell, on: $0`, { only: ['sim', 'simulator'] });
  });
  it('fills in the parameters of a circuit', async () => {
    assert.equal(
      await snippetOf(`${withAngles}workflow w { task a = sample($0`, 'trial'),
      'trial(${1:angle}, ${2:n})',
    );
  });
  it('offers the named arguments that are not given yet', async () => {
    await check(`${bell}workflow w { task a = sample(bell, shots: 10, $0); }`, { only: ['on:', 'seed:'] });
    await check(`${bell}workflow w { task a = sample(bell, $0`, { only: ['on:', 'shots:', 'seed:'] });
    const settings = (findCall('simulator', 'backend')?.parameters ?? []).map(({ name }) => `${name}:`);
    assert.ok(settings.includes('seed:') && settings.includes('noise:'));
    await check('backend b = simulator($0', { only: settings });
    await check('backend b = simulator(seed: 3, $0', { only: settings.filter((name) => name !== 'seed:') });
  });
  it('knows what noise is made of and what it follows', async () => {
    await check('noise a = bit_flip(0.1);\nnoise b = $0', {
      has: ['a', 'depolarizing', 'thermal', 'readout'],
      not: ['sample', 'simulator', 'sin'],
    });
    await check('noise b = bit_flip(0.1) + $0;', { has: ['phase_flip'] });
    await check('noise b = bit_flip(0.1, $0', { only: ['gates:', 'qubits:'] });
    await check('noise b = pauli($0', { has: ['X:', 'ZZ:', 'gates:'], not: ['h'] });
    for (const opening of ['', '[', '[cx, '])
      await check(`gate own q { x q; }\nnoise b = bit_flip(0.1, gates: ${opening}$0`, {
        has: ['one_qubit', 'measure', 'cx', 'iswap', 'own'],
        not: ['pi'],
      });
    await check('noise lab = bit_flip(0.1);\nbackend b = simulator(noise: $0', { only: ['lab'] });
  });
  it('offers the fields of a result behind a dot, in a text that does not parse too', async () => {
    const tasks = `${bell}${observable}workflow w {\n  task a = sample(bell);\n  task e = estimate(bell, zz);\n`;
    await check(`${tasks}  task b = sample(bell, shots: a.$0);\n}`, {
      only: ['counts', 'probabilities', 'shots'],
    });
    await check(`${tasks}  task b = estimate(bell, zz, shots: e.$0`, {
      only: ['value', 'stderr', 'variance'],
    });
  });
  it('offers fields on the line of the task itself too', async () => {
    await check(`${bell}workflow w { task a = sample(bell); task b = sample(bell, shots: a.$0`, {
      only: ['counts', 'probabilities', 'shots'],
    });
  });
  it('offers tasks in arguments', async () => {
    await check(
      `${withAngles}${observable}workflow w { task a = estimate(trial(0.1, 1), zz); task b = sample(trial($0`,
      {
        has: ['a', 'pi'],
        not: ['zz'],
      },
    );
  });
});

describe('completion across files', () => {
  const files = { 'other.qflow': `${bell}gate mine a { h a; }\n` };
  it('offers what an imported file declares', async () => {
    await check('import { $0 } from "other.qflow";', { only: ['bell', 'mine'] }, files);
    await check(
      'import "other.qflow";\nworkflow w { task a = sample($0); }',
      { only: ['bell', ...ansatze] },
      files,
    );
  });
  it('offers the standard gate files', async () => {
    await check('include "$0', { only: ['stdgates.inc', 'qelib1.inc'] });
  });
  it('offers the files of the standard library where a file is imported, in place of what is written', async () => {
    await check('import { qft } from "$0', {
      has: ['std/fourier.qflow', 'std/grover.qflow'],
      not: ['stdgates.inc'],
    });
    await check('import "std/fou$0rier";', { has: ['std/fourier.qflow'] });
    const { model, offset } = await fixture('import { a } from "std/fou$0r.q";\nqubit q;');
    const found = complete(model, offset).find(({ label }) => label === 'std/fourier.qflow');
    assert.equal(model.text.slice(found?.span.start, found?.span.end), 'std/four.q');
  });
});

describe('completion in OpenQASM files', () => {
  it('follows the dialect', async () => {
    await check('OPENQASM 2.0;\ninclude "qelib1.inc";\n$0', {
      has: ['qreg', 'creg', 'cx', 'u3'],
      not: ['qubit', 'for', 'int', 'circuit'],
    });
    await check('OPENQASM 3.0;\ninclude "stdgates.inc";\n$0', {
      has: ['qubit', 'for', 'cx'],
      not: ['circuit', 'qreg', 'rxx'],
    });
  });
});

/** The texts of a folder by their names behind a prefix. */
async function textsIn(folder: string, prefix = ''): Promise<Readonly<Record<string, string>>> {
  const root = new URL(`../../../../${folder}/`, import.meta.url);
  const names = (await readdir(root)).filter((name) => /\.(?:qflow|qasm)$/.test(name));
  const texts = names.map(
    async (name) => [`${prefix}${name}`, await readFile(new URL(name, root), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

describe('completion of the samples', function () {
  this.timeout(60_000);

  it('answers in every prefix without a fault', async () => {
    for (const text of Object.values(await textsIn('samples'))) {
      for (let end = 0; end < text.length; end += 7) {
        const { model, offset } = await fixture(`${text.slice(0, end)}$0`);
        for (const { span } of complete(model, offset)) assert.ok(span.start <= offset && offset <= span.end);
      }
    }
  });

  it('offers every word that stands in them but new names, where nothing follows and where everything does', async () => {
    const texts = await textsIn('samples');
    const files = { ...texts, ...(await textsIn('server/library/std', 'std/')) };
    for (const text of Object.values(texts)) {
      const whole = (await fixture(text, files, lookAtSample)).model;
      for (const { word, start, end } of words(text)) {
        const symbol = symbolAt(whole, start)?.symbol;
        if (symbol !== undefined && 'nameSpan' in symbol && symbol.nameSpan.start === start) continue;
        if (isFreeName(text, start, end)) continue;
        const isImport = /^import [^\n]*$/.test(text.slice(text.lastIndexOf('\n', start) + 1, end));
        const rests = isImport ? [text.slice(end)] : ['', text.slice(end)];
        for (const rest of rests) {
          const { model, offset } = await fixture(`${text.slice(0, start)}$0${rest}`, files, lookAtSample);
          const labels = complete(model, offset).map(({ label }) => label.replace(/:$/, ''));
          assert.ok(labels.includes(word), `no ${word} behind ${text.slice(Math.max(0, start - 60), start)}`);
        }
      }
    }
  });
});

/** What the files beside the samples show. */
function lookAtSample(file: WantedFile) {
  const uri = file.uri.replace('file:///test/', new URL('../../../../samples/', import.meta.url).href);
  return lookAtFile({ ...file, uri });
}

/** Whether a word is a name of a program's own for a value that it hands to a call. */
function isFreeName(text: string, start: number, end: number): boolean {
  const [, callee = ''] = /(\w+)\((?:[^()]|\([^()]*\))*$/.exec(text.slice(0, start)) ?? [];
  const call = findCall(callee);
  const isParameter = call?.parameters.some(({ name }) => name === text.slice(start, end)) ?? false;
  return call?.takesValues === true && !isParameter && /^\s*:/.test(text.slice(end));
}

/** The words of a text outside comments and texts. */
function words(text: string) {
  const code = text.replaceAll(/\/\/.*|"[^"]*"/g, (skipped) => ' '.repeat(skipped.length));
  return [...code.matchAll(/(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*/gu)].map(({ index, 0: word }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
}

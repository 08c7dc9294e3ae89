import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { atOnce } from '../../base/index.ts';
import { codeLenses } from './code-lenses.ts';
import { definition } from './definition.ts';
import { type DocumentSymbol, documentSymbols } from './document-symbols.ts';
import { fixture } from './fixture.ts';
import { runnables } from './runnables.ts';
import { taskGraph } from './task-graph.ts';

const magnet = `input float coupling = 1.0;
observable zz = Z[0] * Z[1];
circuit trial(float angle) {
  qubit[2] q;
  ry(angle) q[0];
  bit[2] c = measure q;
}
circuit bell { qubit[2] q; h q[0]; bit[2] c = measure q; }
backend sim = simulator(seed: 7);
workflow w {
  task cold = estimate(trial(0.1), zz, on: sim);
  task warm = estimate(trial(0.4 * coupling), zz, on: sim, shots: 4096);
  let gap = warm.value - cold.value;
  task next = sample(trial(gap), shots: 0);
  task alone = sample(bell, shots: 1);
}
`;

describe('definition', () => {
  async function check(
    marked: string,
    declared: string,
    files: Record<string, string> = {},
    file = 'main.qflow',
  ) {
    const { model, offset } = await fixture(marked, files);
    const found = definition(model, offset);
    assert.equal(found?.uri, `file:///test/${file}`, marked);
    const text = file === 'main.qflow' ? model.text : (files[file] ?? '');
    assert.equal(text.slice(found.span.start, found.span.start + declared.length), declared);
  }
  it('finds locals, gates, parameters and tasks', async () => {
    await check('circuit c { qubit[2] q; h $0q[0]; }', 'q;');
    await check('gate mine(t) a { rx(t$0) a; }', 't) a');
    await check('gate mine a { h a; }\ncircuit c { qubit q; mi$0ne q; }', 'mine a');
    await check('circuit c { for int i in [0:3] { int k = i$0; } }', 'i in');
    await check(
      'circuit c { qubit q; bit b = measure q; } workflow w { task a = sample(c); task b = sample(c, shots: $0a.shots); }',
      'a = sample',
    );
  });
  it('finds what other files declare, and the files', async () => {
    const files = { 'other.qflow': 'gate mine a { h a; }', 'program.qasm': 'OPENQASM 3.0;\nqubit q;\n' };
    await check(
      'import { mine } from "other.qflow"; circuit c { qubit q; m$0ine q; }',
      'mine',
      files,
      'other.qflow',
    );
    await check('import { mi$0ne } from "other.qflow";', 'mine', files, 'other.qflow');
    await check('import { mine } from "oth$0er.qflow";', 'gate', files, 'other.qflow');
    await check(
      'import "program.qasm" as p; workflow w { task a = sample($0p); }',
      'OPENQASM',
      files,
      'program.qasm',
    );
  });
  it('finds nothing for gates of the library and unknown names', async () => {
    for (const text of ['circuit c { qubit q; $0h q; }', 'circuit c { qubit q; un$0known q; }', '$0']) {
      const { model, offset } = await fixture(text);
      assert.equal(definition(model, offset), undefined);
    }
  });
});

describe('document symbols', () => {
  function outline(symbols: readonly DocumentSymbol[]): readonly string[] {
    return symbols.flatMap(({ name, kind, children }) => [
      `${kind} ${name}`,
      ...outline(children).map((line) => `  ${line}`),
    ]);
  }
  it('are a tree of declarations', async () => {
    const { model } = await fixture(magnet);
    assert.deepEqual(outline(atOnce(documentSymbols(model))), [
      'value coupling',
      'observable zz',
      'circuit trial',
      '  qubits q',
      '  value c',
      'circuit bell',
      '  qubits q',
      '  value c',
      'backend sim',
      'workflow w',
      '  task cold',
      '  task warm',
      '  task next',
      '  task alone',
    ]);
  });
  it('stay inside their parents and have names', async () => {
    const { model } = await fixture(
      'circuit a {\n  qubit[2] ;\n  h \n}\nworkflow { task }\ncircuit b { qubit q; }',
    );
    for (const { span, nameSpan, name, children } of atOnce(documentSymbols(model))) {
      assert.ok(name.length > 0 && span.start <= nameSpan.start && nameSpan.end <= span.end);
      for (const child of children) assert.ok(span.start <= child.span.start && child.span.end <= span.end);
    }
  });
});

describe('code lenses', () => {
  it('run circuits and workflows and show graphs', async () => {
    const { model } = await fixture(magnet);
    const found = codeLenses(model).map(({ title, target }) => `${title} ${target.kind} ${target.name}`);
    assert.deepEqual(found, ['Run circuit bell', 'Run workflow w', 'Graph workflow w']);
  });
  it('stay while the file has errors', async () => {
    const { model } = await fixture(
      'circuit a {\n  qubit[2] q;\n  hh q[0\n}\nworkflow w { task t = sample(a, ); }\n',
    );
    assert.ok(model.diagnostics.length > 0);
    const found = codeLenses(model).map(({ title, target }) => `${title} ${target.name}`);
    assert.deepEqual(found, ['Run a', 'Run w', 'Graph w']);
  });
  it('run the statements at the top of a file', async () => {
    const { model } = await fixture('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit q;\nh q;\n');
    assert.deepEqual(
      runnables(model).map(({ kind, name }) => `${kind} ${name}`),
      ['circuit main'],
    );
  });
});

describe('the task graph', () => {
  it('has the tasks in order and an edge for each name that an expression uses', async () => {
    const { model } = await fixture(magnet);
    const graph = taskGraph(model);
    assert.deepEqual(
      graph?.nodes.map(({ name, call, detail }) => [name, call, detail]),
      [
        ['cold', 'estimate', 'trial(0.1) · zz'],
        ['warm', 'estimate', 'trial(0.4 * coupling) · zz · 4,096 shots'],
        ['next', 'sample', 'trial(gap) · exact'],
        ['alone', 'sample', 'bell · 1 shot'],
      ],
    );
    assert.deepEqual(graph?.edges.map(({ from, to }) => `${from} → ${to}`).toSorted(), [
      'cold → next',
      'warm → next',
    ]);
  });
  it('is found by name, and missing where there is none', async () => {
    const { model } = await fixture(`${magnet}workflow other { task t = sample(bell); }`);
    assert.deepEqual(
      taskGraph(model, 'other')?.nodes.map(({ name }) => name),
      ['t'],
    );
    assert.equal(taskGraph(model)?.workflow, 'w');
    assert.equal(taskGraph(model, 'absent'), undefined);
  });
  it('survives tasks that wait for each other and unfinished ones', async () => {
    const { model } = await fixture(
      'circuit c { qubit q; bit b = measure q; } workflow w { task a = sample(c, shots: b.shots); task b = sample(c, shots: a.shots); task d = ; task }',
    );
    const graph = taskGraph(model);
    assert.deepEqual(
      graph?.edges.map(({ from, to }) => `${from} → ${to}`),
      ['b → a', 'a → b'],
    );
    assert.deepEqual(
      graph?.nodes.map(({ name }) => name),
      ['a', 'b', 'd'],
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { lowerCircuit } from '../../../circuit/index.ts';
import type { Model } from '../../index.ts';
import { fixture } from '../fixture.ts';
import { edited } from './lines.ts';
import { refactorings } from './refactorings.ts';

/** The text after the refactoring with a title; `«` and `»` mark the selection. */
async function refactored(marked: string, title: string, files: Record<string, string> = {}) {
  const start = marked.indexOf('«');
  const text = marked.replace('«', '');
  const end = text.indexOf('»');
  const { model } = await fixture(text.replace('»', ''), files);
  const span = { start, end: end < 0 ? start : end };
  const found = refactorings(model, span).find((one) => one.title === title);
  if (found === undefined) return undefined;
  const result = edited(model.text, found.edits);
  const after = await modelOf(result, files);
  const errors = after.diagnostics.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, [], result);
  for (const { name } of model.circuits)
    assert.deepEqual(instructions(after, name), instructions(model, name), result);
  if (found.newName !== undefined) assert.match(result.slice(found.newName), /^block\d*\b/);
  return result;
}

async function modelOf(text: string, files: Record<string, string> = {}): Promise<Model> {
  return (await fixture(text, files)).model;
}

/** What happens to each qubit of a circuit, in order, without the places that it comes from. */
function instructions(model: Model, name: string): unknown {
  const { value } = lowerCircuit(model, name, {});
  assert.ok(value, `${name} cannot be lowered: ${model.text}`);
  const all = value.body.map((instruction) => JSON.stringify(instruction, plain));
  return Array.from({ length: value.qubitCount }, (_, qubit) =>
    all.filter((_text, place) => {
      const instruction = value.body[place];
      return instruction !== undefined && (!('qubits' in instruction) || instruction.qubits.includes(qubit));
    }),
  );
}

function plain(key: string, part: unknown): unknown {
  if (key === 'span') return undefined;
  return typeof part === 'bigint' ? String(part) : part;
}

describe('extract gate', () => {
  const title = 'Extract gate';
  it('makes operands of qubits and parameters of angles that are not constant', async () => {
    assert.equal(
      await refactored(
        'const float half = pi / 2;\n/// A circuit.\ncircuit a(float angle) {\n  qubit[3] q;\n  «ry(angle) q[0];\n  // spread\n  rz(half) q[0];\n  crz(angle / 2) q[0], q[2];\n  rx(angle) q[2];»\n  h q;\n}\n',
        title,
      ),
      'const float half = pi / 2;\ngate block(angle, theta) q0, q2 {\n  ry(angle) q0;\n  // spread\n  rz(half) q0;\n  crz(theta) q0, q2;\n  rx(angle) q2;\n}\n\n/// A circuit.\ncircuit a(float angle) {\n  qubit[3] q;\n  block(angle, angle / 2) q[0], q[2];\n  h q;\n}\n',
    );
  });
  it('works in loops, on one line, in functions and without a circuit', async () => {
    assert.equal(
      await refactored(
        'circuit a {\n  qubit[3] q;\n  for int i in [0:1] {\n    «cx q[i], q[i + 1];\n    h q[i];»\n  }\n}\n',
        title,
      ),
      'gate block qi, qi1 {\n  cx qi, qi1;\n  h qi;\n}\n\ncircuit a {\n  qubit[3] q;\n  for int i in [0:1] {\n    block q[i], q[i + 1];\n  }\n}\n',
    );
    assert.equal(
      await refactored('circuit a { qubit q; «h q; t q;» }', title),
      'gate block q {\n  h q; t q;\n}\n\ncircuit a { qubit q; block q; }',
    );
    assert.match(
      (await refactored(
        'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nint n = 3;\n«p(pi / n) q[1];\nctrl @ x q[0], q[1];»\n',
        title,
      )) ?? '',
      /gate block\(theta\) q1, q0 \{/,
    );
  });
  it('takes a name that is free', async () => {
    assert.match(
      (await refactored(
        'gate block1 x1 { h x1; }\ngate block2 a { h a; }\ncircuit block { qubit q; «block1 q;» }',
        title,
      )) ?? '',
      /gate block3 q \{/,
    );
  });
  it('is not offered where the meaning might change', async () => {
    const inside = (text: string) =>
      refactored(`circuit a(int i) { qubit[3] q; qubit p; let r = q[0:1]; ${text} }`, title);
    for (const text of [
      '«h q;»',
      '«h q[0]; h q[i];»',
      '«h q[0]; h r[1];»',
      '«h p; reset p;»',
      '«bit c = measure p;»',
      'h «p; x p;»',
      '«»h p;',
      '«late p;»',
    ])
      assert.equal(await inside(text).catch(() => undefined), undefined, text);
  });
});

describe('inline gate', () => {
  const gates =
    'gate turn(theta) a { rx(theta / 2) a; p(pi * theta) a; gphase(theta); }\ngate bell a, b {\n  h a;\n  // then\n  cx a, b;\n}\n';
  it('puts angles and qubits in their places', async () => {
    assert.equal(
      await refactored(
        `${gates}circuit c(float t) {\n  qubit[2] q;\n  «turn(t + 1) q[0];\n  bell q[1], q[0];\n}\n`,
        'Inline turn',
      ),
      `${gates}circuit c(float t) {\n  qubit[2] q;\n  rx((t + 1) / 2) q[0];\n  p(pi * (t + 1)) q[0];\n  gphase((t + 1));\n  bell q[1], q[0];\n}\n`,
    );
    assert.equal(
      await refactored(`${gates}circuit c { qubit[2] q; «bell q[1], q[0]; }`, 'Inline bell'),
      `${gates}circuit c { qubit[2] q; h q[1]; cx q[1], q[0]; }`,
    );
  });
  it('keeps whole numbers from being divided as such', async () => {
    assert.match(
      (await refactored(`${gates}circuit c { qubit q; «turn(1) q; }`, 'Inline turn')) ?? '',
      /rx\(1\.0 \/ 2\) q;/,
    );
    assert.match(
      (await refactored(`${gates}circuit c(int n) { qubit q; «turn(n) q; }`, 'Inline turn')) ?? '',
      /rx\(float\(n\) \/ 2\) q;/,
    );
  });
  it('turns the order round under inv and controls every step', async () => {
    assert.match(
      (await refactored(
        `${gates}circuit c { qubit[3] q; inv @ ctrl @ «bell q[0], q[1], q[2]; }`,
        'Inline bell',
      )) ?? '',
      /inv @ ctrl @ cx q\[0\], q\[1\], q\[2\]; inv @ ctrl @ h q\[0\], q\[1\];/,
    );
    assert.match(
      (await refactored(
        `${gates}circuit c { qubit[3] q; ctrl(2) @ «turn(0.5) q[0], q[1], q[2]; }`,
        'Inline turn',
      )) ?? '',
      /ctrl\(2\) @ gphase\(0\.5\) q\[0\], q\[1\];/,
    );
  });
  it('inlines gates on registers and gates of other files', async () => {
    const files = { 'lib.qflow': 'gate mine(x1) a { rx(x1) a; }\n' };
    assert.match(
      (await refactored(
        'import { mine } from "lib.qflow";\ncircuit c { qubit q; «mine(0.3) q; }',
        'Inline mine',
        files,
      )) ?? '',
      /rx\(0\.3\) q;/,
    );
    assert.match(
      (await refactored(
        'gate two a, b { h a; h b; }\ncircuit c { qubit[2] q; qubit[2] r; «two q, r; }',
        'Inline two',
      )) ?? '',
      /h q; h r;/,
    );
  });
  it('is not offered where the meaning might change', async () => {
    for (const text of [
      `${gates}circuit c { qubit q; pow(2) @ «turn(1) q; }`,
      `${gates}circuit c { qubit[2] q; «turn(1) q; }`,
      `gate g a { t1 a; }\ngate t1 a { t a; }\ncircuit c { qubit q; «g q; }`,
      `const float k = 1;\ngate g a { rx(k) a; }\ncircuit c(float k) { qubit q; «g q; }`,
      'circuit c { qubit q; «h q; }',
    ])
      assert.equal(
        await refactored(text, text.includes('«g') ? 'Inline g' : 'Inline turn').catch(() => undefined),
        undefined,
        text,
      );
  });
});

describe('turn into a loop', () => {
  const title = 'Turn into a loop';
  const body = async (text: string) =>
    /\{\s*qubit\[9\] q;\s*([^]*?)\s*\}$/.exec(
      (await refactored(`circuit a { qubit[9] q; ${text} }`, title)) ?? '',
    )?.[1];
  it('counts indices up, down, in steps and around others', async () => {
    assert.equal(await body('h q[0]; «h q[1]; h q[2];'), 'for int i in [0:2] { h q[i]; }');
    assert.equal(await body('«x q[4]; x q[2]; x q[0];»'), 'for int i in [4:-2:0] { x q[i]; }');
    assert.equal(
      await body('«cx q[0], q[1]; cx q[1], q[2]; cx q[2], q[3];'),
      'for int i in [0:2] { cx q[i], q[i + 1]; }',
    );
    assert.equal(
      await body('«cx q[0], q[8]; cx q[1], q[6]; cx q[2], q[4];'),
      'for int i in [0:2] { cx q[i], q[8 - 2 * i]; }',
    );
    assert.equal(
      await body('«cx q[2], q[0]; cx q[4], q[1]; cx q[6], q[2];'),
      'for int i in [0:2] { cx q[2 * i + 2], q[i]; }',
    );
  });
  it('finds rounds of several calls, and numbers in angles', async () => {
    assert.equal(
      await body('«h q[0]; rz(1 * pi) q[0]; h q[1]; rz(2 * pi) q[1];»'),
      'for int i in [0:1] { h q[i]; rz((i + 1) * pi) q[i]; }',
    );
    assert.equal(await body('«h q[0]; h q[0]; h q[0];'), 'for int i in [0:2] { h q[0]; }');
  });
  it('keeps lines and takes a free name', async () => {
    assert.equal(
      await refactored(
        'circuit a(float i) {\n  qubit[3] q;\n  rx(i) q[0];\n  «h q[0];\n  h q[1];\n  h q[2];\n}\n',
        title,
      ),
      'circuit a(float i) {\n  qubit[3] q;\n  rx(i) q[0];\n  for int i1 in [0:2] {\n    h q[i1];\n  }\n}\n',
    );
  });
  it('is not offered for what does not repeat evenly', async () => {
    for (const text of [
      '«h q[0]; h q[1]; h q[3];»',
      '«h q[0]; x q[1]; h q[2];',
      '«h q[0]; h q[1];',
      '«h q[0]; /* why */ h q[1]; h q[2];»',
    ])
      assert.equal(await body(text), undefined, text);
  });
  it('never changes what a circuit does', async () => {
    const call = fc.tuple(
      fc.constantFrom('h', 'x', 'cx'),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
    );
    const text = ([gate, index, by]: readonly [string, number, number]) =>
      gate === 'cx' ? `cx q[${index}], q[${index + by}];` : `${gate} q[${index}];`;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), fc.nat(11), async (calls, at) => {
        const written = calls.map((one, place) => (place === at ? '«' : '') + text(one));
        const marked = written.some((one) => one.startsWith('«')) ? written : ['«', ...written];
        await refactored(`circuit a { qubit[9] q; ${marked.join(' ')} }`, title);
      }),
      { seed: 20, numRuns: 200 },
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { program, runJson } from '../../../../test/qflow.ts';
import { loadProject } from '../../index.ts';
import { convertOpenQasm } from './convert-openqasm.ts';

async function convert(text: string, offset = 0): Promise<string | undefined> {
  const uri = 'file:///test/main.qasm';
  const model = await loadProject(uri, () => Promise.resolve(text), 'file:///test/std/');
  const edits = convertOpenQasm(model, offset)?.edits;
  return edits
    ?.toSorted((a, b) => b.span.start - a.span.start)
    .reduce((changed, { span, text }) => changed.slice(0, span.start) + text + changed.slice(span.end), text);
}

const head = 'OPENQASM 2.0;\ninclude "qelib1.inc";\n';

describe('the conversion from OpenQASM 2 to 3', () => {
  it('rewrites declarations and measurements and keeps comments and layout', async () => {
    assert.equal(
      await convert(
        `// a pair\n${head}qreg q[2]; // two\ncreg  c[2];\n\nh q[0]; cx q[0],q[1];\nmeasure q -> c; // all\n`,
      ),
      '// a pair\nOPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q; // two\nbit[2] c;\n\nh q[0]; cx q[0],q[1];\nc = measure q; // all\n',
    );
  });

  it('says gates that only qelib1.inc has in the words of OpenQASM 3, in gates too, unless they are the file’s own', async () => {
    const converted = await convert(
      `${head}gate mine(a) x, y { cu1(a^2) x, y; }\nqreg q[2];\nmine(1) q[0], q[1];\n`,
    );
    assert.match(converted ?? '', /gate mine\(a\) x, y \{ cp\(a\*\*2\) x, y; \}/);
    const own = await convert(`${head}gate rzz(a) x, y { cx x, y; }\nqreg q[2];\nrzz(1) q[0], q[1];\n`);
    assert.match(own ?? '', /\nrzz\(1\) q\[0\], q\[1\];/);
  });

  it('does the same to every state', function () {
    this.timeout(30_000);
    return same(
      [
        'u(0.3, 0.4, 0.5) q[0]; u(1, 2, 3) q[1]; h q[2]; h q[3]; ry(0.7) q[4];',
        'cu1(ln(2)) q[0], q[1]; cu3(0.1, 0.2, 0.3) q[1], q[2]; csx q[2], q[3]; sxdg q[0]; u0(1) q[1];',
        'rzz(0.3) q[0], q[1]; rxx(0.9) q[2], q[3]; c3x q[0], q[1], q[2], q[4]; c3sqrtx q[1], q[2], q[3], q[0];',
        'c4x q[0], q[1], q[2], q[3], q[4]; h q;',
      ].join('\n'),
    );
  });

  it('is offered on the first line only, and not where the program would not stay what it is', async () => {
    assert.equal(await convert(`${head}qreg q[1];\n`, head.length + 2), undefined);
    assert.equal(await convert(`${head}opaque dark a;\n`), undefined);
    assert.equal(await convert(`${head}qreg q[3]; rccx q[0], q[1], q[2];\n`), undefined);
    assert.equal(await convert(`${head}qreg bit[3];\n`), undefined);
    assert.equal(await convert('OPENQASM 3.0;\nqubit q;\n'), undefined);
    assert.equal(await convert(`${head}qreg q[2]; creg c[1]; if (c == 1) rzz(1) q[0], q[1];\n`), undefined);
  });
});

/** Compares exact probabilities before and after. */
async function same(gates: string): Promise<void> {
  const text = `${head}qreg q[5];\ncreg c[5];\n${gates}\nmeasure q -> c;\n`;
  const [before, after] = [text, (await convert(text)) ?? ''].map((source) => {
    const { results, status, diagnostics } = runJson(program(source, 'program.qasm'));
    assert.deepEqual([status, diagnostics.filter(({ severity }) => severity === 'error')], ['completed', []]);
    const [result] = Object.values(results);
    return result?.kind === 'samples' ? result.probabilities : {};
  });
  assert.ok(before && after && Object.keys(before).length > 16);
  for (const [outcome, probability] of Object.entries(before))
    assert.ok(Math.abs(probability - (after[outcome] ?? 0)) < 1e-12, outcome);
}

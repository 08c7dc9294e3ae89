import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../protocol/index.ts';
import { run } from '../run-fixture.test.ts';

type Files = Extract<RunEvent, { kind: 'coverage' }>['files'];

async function covered(text: string, files: Readonly<Record<string, string>> = {}): Promise<Files> {
  const { events } = await run(
    text,
    { target: { kind: 'test', name: 't' }, coverage: true, seed: 3 },
    { files },
  );
  const found = events.find((event) => event.kind === 'coverage');
  assert.ok(found?.kind === 'coverage', JSON.stringify(events.at(-1)));
  return found.files;
}

/** Draws each line of a program that has statements with how often they came up. */
function drawn(text: string, files: Files, place = 0): readonly string[] {
  const { statements = [] } = files[place] ?? {};
  return text.split('\n').flatMap((line, row) => {
    const counts = statements.filter((statement) => statement.line === row + 1).map(({ count }) => count);
    return counts.length === 0 ? [] : [`${counts.join(' ')} ${line.trim()}`];
  });
}

describe('the coverage of a test', () => {
  it('counts statements of circuits, gates and functions, rounds of loops apart, and names what is not reached', async () => {
    const text = `
      gate turn(a) q { rz(a) q; }
      gate never q { x q; }
      def tilt(int i) -> float {
        if (i > 5) {
          return 0.5;
        }
        return 0.1 * i;
      }
      circuit used(int n) {
        qubit[2] q;
        for int i in [0:1] turn(tilt(i)) q[i];
        if (n > 2) {
          h q[0];
        } else {
          x q[0];
        }
      }
      circuit unused { qubit q; h q; }
      test "t" {
        let state = simulate(used(1));
        assert close(probability(state, "01"), 1);
      }`;
    const files = await covered(text);
    assert.deepEqual(drawn(text, files), [
      '2 gate turn(a) q { rz(a) q; }',
      '0 gate never q { x q; }',
      '2 if (i > 5) {',
      '0 return 0.5;',
      '2 return 0.1 * i;',
      '1 qubit[2] q;',
      '1 2 for int i in [0:1] turn(tilt(i)) q[i];',
      '1 if (n > 2) {',
      '0 h q[0];',
      '1 x q[0];',
      '0 0 circuit unused { qubit q; h q; }',
      '1 let state = simulate(used(1));',
      '1 assert close(probability(state, "01"), 1);',
    ]);
    const counts = files[0]?.declarations.map(({ name, count }) => `${name} ${count}`);
    assert.deepEqual(counts, ['turn 2', 'never 0', 'tilt 2', 'used 2', 'unused 0', 't 1']);
  });

  it('knows which branches measurements can choose', async () => {
    const text = `
      circuit c {
        qubit[2] q;
        x q[0];
        bit sure = measure q[0];
        if (sure) {
          z q[1];
        } else {
          y q[1];
        }
        h q[1];
        bit fair = measure q[1];
        if (fair) {
          x q[1];
        }
      }
      test "t" { assert gate_count(c, "h") == 1; }`;
    const files = await covered(text);
    const branches = drawn(text, files).filter((line) => /\b[xyz] q\[1\]/.test(line));
    assert.deepEqual(branches, ['1 z q[1];', '0 y q[1];', '1 x q[1];']);
  });

  const wide = (joined: string) => `
      circuit c {
        qubit[20] q;
        h q[0];
        ${joined}
        bit sure = measure q[1];
        bit fair = measure q[0];
        if (fair) {
          x q[19];
        }
        if (sure) {
          y q[18];
        }
        z q[2];
        bit[20] last = measure q;
      }
      test "t" { assert gate_count(c, "h") == 1; }`;

  it('follows the qubits of a wide circuit on whose outcomes its course depends', async () => {
    const text = wide('for int i in [2:18] cx q[i], q[i + 1];');
    const found = drawn(text, await covered(text)).filter((line) => /\b[xyz] q/.test(line));
    assert.deepEqual(found, ['1 x q[19];', '0 y q[18];', '1 z q[2];']);
  });

  it('says nothing of what too many qubits decide', async () => {
    const text = wide('for int i in [0:18] cx q[i], q[i + 1];');
    const found = drawn(text, await covered(text)).filter((line) => /\b[xyz] q/.test(line));
    assert.deepEqual(found, ['1 z q[2];']);
  });

  it('follows loops that end by chance', async () => {
    const text = `
      circuit c {
        qubit q;
        bit b;
        while (b == 0) {
          h q;
          b = measure q;
        }
        x q;
      }
      test "t" { assert gate_count(c, "x") == 1; }`;
    assert.ok((await covered(text)).some(({ statements }) => statements.every(({ count }) => count > 0)));
  });

  it('ends at an assertion that does not hold', async () => {
    const text = `
      circuit c { qubit q; h q; }
      test "t" {
        assert gate_count(c, "h") == 2;
        let state = simulate(c);
        assert close(purity(state), 2 * purity(state));
      }`;
    const found = drawn(text, await covered(text));
    assert.ok(found.includes('1 assert gate_count(c, "h") == 2;'));
  });

  it('covers imported files and leaves the standard library out', async () => {
    const other = 'gate turn q { h q; }\ngate never q { x q; }';
    const text = `import { turn } from "other.qflow";
      circuit c { qubit q; turn q; }
      test "t" { assert depth(c) == 1; }`;
    const files = await covered(text, { 'test:/other.qflow': other });
    assert.deepEqual(
      files.map(({ uri }) => uri),
      ['test:/main.qflow', 'test:/other.qflow'],
    );
    assert.deepEqual(drawn(other, files, 1), ['1 gate turn q { h q; }', '0 gate never q { x q; }']);
  });

  it('is not told where nobody asked', async () => {
    const { events } = await run('test "t" { assert 1 == 1; }', { target: { kind: 'test', name: 't' } });
    assert.ok(events.every(({ kind }) => kind !== 'coverage'));
  });
});

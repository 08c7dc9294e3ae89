import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CompilationAnswer } from '../protocol/index.ts';
import { TestEditor } from './test-editor.ts';

const uri = 'file:///project/compiled.qflow';
const text = `targets line_4;
circuit star { qubit[4] q; h q[0]; cx q[0], q[1]; cx q[0], q[2]; cx q[0], q[3]; bit[4] c = measure q; }
`;

async function compiled(text: string, parameters: object = {}): Promise<CompilationAnswer> {
  const editor = await TestEditor.start();
  try {
    await editor.open(uri, text);
    const answer = await editor.connection.sendRequest<CompilationAnswer>('qflow/compilation', {
      uri,
      ...parameters,
    });
    assert.deepEqual(editor.logged, []);
    return answer;
  } finally {
    await editor.stop();
  }
}

describe('a compiled circuit for the editor', function () {
  this.timeout(60_000);

  it('has the statements of its gates, places, swaps with their reason, and a certificate', async () => {
    const answer = await compiled(text);
    assert.ok(answer.kind === 'view', JSON.stringify(answer));
    const { view } = answer;
    assert.deepEqual([view.circuit, view.device, view.level], ['star', 'line_4', 2]);
    assert.equal(view.devices[0], 'line_4');
    const written = (line: { start: number; end: number }) => text.slice(line.start, line.end);
    assert.deepEqual(
      view.logical.slice(0, 2).map((line) => [line.text, line.qubits, written(line)]),
      [
        ['h', [0], 'h q[0];'],
        ['cx', [0, 1], 'cx q[0], q[1];'],
      ],
    );
    for (const line of view.native)
      assert.match(written(line), /^(h|cx) q|^c = measure|^bit\[4\] c/, line.text);
    assert.deepEqual(view.qubits, ['q[0]', 'q[1]', 'q[2]', 'q[3]']);
    assert.deepEqual(new Set(view.starts), new Set([0, 1, 2, 3]));
    assert.equal(view.map.pairs.length, 3);
    const [swap] = view.swaps;
    assert.match(swap?.text ?? '', /^cx q\[0\], q\[\d\];$/);
    assert.equal(swap?.serves.length, 2);
    assert.match(view.certificate, /^Equal to its source as a unitary on 4 qubits\.$/);
  });

  it('is for the device and with the passes that are asked for', async () => {
    const answer = await compiled(text, { device: 'ionq_forte', level: 1 });
    assert.ok(answer.kind === 'view');
    assert.deepEqual([answer.view.device, answer.view.level, answer.view.swaps.length], ['ionq_forte', 1, 0]);
  });

  it('is a reason where there is none', async () => {
    const wide = await compiled('circuit wide { qubit[41] q; h q; }', { device: 'ionq_forte' });
    assert.match(wide.kind === 'none' ? wide.reason : '', /uses 41 qubits, the target has 36/);
    const choice = wide.kind === 'none' ? wide.choice : undefined;
    assert.deepEqual([choice?.device, choice?.devices.includes('ibm_fez')], ['ionq_forte', true]);
    const broken = await compiled('circuit broken { qubit q; h r; }');
    assert.match(broken.kind === 'none' ? broken.reason : '', /has errors/);
    const empty = await compiled('observable z = Z[0];');
    assert.match(empty.kind === 'none' ? empty.reason : '', /no circuit to compile/);
  });
});

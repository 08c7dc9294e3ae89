import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { atOnce } from '../../base/index.ts';
import { format } from '../index.ts';
import { complete } from './completion/completion.ts';
import { documentSymbols } from './document-symbols.ts';
import { fixture } from './fixture.ts';
import { hover } from './hover.ts';
import { semanticTokens } from './semantic-tokens.ts';

const file = `observable z = Z[0];
circuit turned(float w) { qubit q; ry(w) q; }
/// Tells two moons apart.
model moons = variational_classifier(turned, z, encoder: "angle");
memory notes = qmatrix(size: 4, qubits: 2);
`;

async function labels(marked: string): Promise<readonly string[]> {
  const { model, offset } = await fixture(file + marked);
  return complete(model, offset).map(({ label }) => label);
}

async function hovered(marked: string): Promise<string> {
  const { model, offset } = await fixture(file + marked);
  return hover(model, offset)?.markdown ?? '';
}

describe('models and memories in the editor', () => {
  it('are proposed where they belong', async () => {
    assert.ok((await labels('mod$0')).includes('model'));
    assert.ok((await labels('model other = $0')).includes('variational_classifier'));
    assert.ok((await labels('memory other = $0')).includes('qmatrix'));
    const first = await labels('workflow w { task a = train($0 }');
    assert.ok(first.includes('moons') && !first.includes('notes') && !first.includes('turned'));
    const memories = await labels('workflow w { task filled = store(notes, [[1]]); task a = recall($0 }');
    assert.ok(memories.includes('notes') && memories.includes('filled') && !memories.includes('moons'));
    const fields = await labels('workflow w { task a = recall(notes, [1]); task b = a.$0 }');
    assert.deepEqual(fields.toSorted(), [
      'address',
      'addresses',
      'fidelities',
      'fidelity',
      'vector',
      'vectors',
    ]);
    const proposed = await labels('model other = $0');
    for (const name of ['dense', 'quantum_lstm', 'quantum_attention']) assert.ok(proposed.includes(name));
    const shapes = await labels('model other = dense(activation: $0');
    assert.deepEqual(shapes.toSorted(), ['"identity"', '"relu"', '"sigmoid"', '"tanh"']);
    const choices = await labels('model other = variational_classifier(turned, z, encoder: $0');
    assert.deepEqual(choices.toSorted(), ['"amplitude"', '"angle"', '"basis"', '"dense_angle"', '"iqp"']);
  });

  it('are explained by their declaration and its documentation', async () => {
    const model = await hovered('workflow w { task a = train(mo$0ons, samples: [[1]], labels: [0]); }');
    assert.match(model, /model moons = variational_classifier\(turned, z, encoder: "angle"\)/);
    assert.match(model, /Tells two moons apart/);
    assert.match(await hovered('workflow w { task a = rec$0all(notes, [1]); }'), /undoes the vector/);
    assert.match(await hovered('model w = quantum_$0lstm(hidden: 4);'), /quantum_share.*2009\.01783/s);
    assert.match(
      await hovered('workflow w { task a = recall(notes, [1]); task b = a.fid$0elity; }'),
      /1 for the same/,
    );
  });

  it('stand in the outline, with colours of their own', async () => {
    const { model } = await fixture(`${file}$0`);
    const outline = atOnce(documentSymbols(model)).filter(
      ({ kind }) => kind === 'model' || kind === 'memory',
    );
    assert.deepEqual(
      outline.map(({ name }) => name),
      ['moons', 'notes'],
    );
    const types = new Set(atOnce(semanticTokens(model)).map(({ type }) => type));
    assert.ok(types.has('model') && types.has('memory'));
  });

  it('are laid out', () => {
    const { text } = format('model   a=variational_classifier( turned ,z ) ;\nmemory b =qmatrix( size:4 );');
    assert.equal(text.trim(), 'model a = variational_classifier(turned, z);\nmemory b = qmatrix(size: 4);');
  });
});

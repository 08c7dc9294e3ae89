import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { secretVariable } from '../protocol/index.ts';
import { run } from './run-fixture.test.ts';
import { Veil } from './secrets.ts';

const text = `
  workflow w {
    let token = secret("ibm.token");
    let again = secret("ibm.token");
    let other = secret("aws");
    task leak = "a tale of swordfish and";
    task part = 1 / 2.0;
    assert part > 1, "swordfish";
  }`;

describe('secrets', () => {
  it('that are missing are told one by one before anything runs', async () => {
    const asked: string[] = [];
    const note = (name: string) => {
      asked.push(name);
      return undefined;
    };
    const { document, events } = await run(text, {}, { secret: note });
    assert.deepEqual(asked, ['ibm.token', 'aws']);
    assert.deepEqual(document.diagnostics.map(({ code, message }) => [code, message]), [
      ['QF6011', 'The secret ibm.token has no value.'],
      ['QF6011', 'The secret aws has no value.'],
    ]); // prettier-ignore
    assert.match(document.diagnostics[0]?.help ?? '', /QFLOW_SECRET_IBM_TOKEN/);
    assert.ok(!events.some(({ kind }) => kind === 'started'));
  });

  it('are in no event and no record', async () => {
    const { document, events } = await run(text, {}, { secret: () => 'swordfish' });
    const said = JSON.stringify([document, events]);
    assert.ok(!said.includes('swordfish'), said);
    assert.deepEqual(document.results['leak'], { kind: 'value', value: 'a tale of ••• and' });
    assert.deepEqual(document.results['part'], { kind: 'value', value: 0.5 });
    assert.deepEqual(document.diagnostics.map(({ code }) => code), ['QF5120']); // prettier-ignore
  });

  it('are hidden whole, and short ones only where they stand alone', () => {
    const veil = new Veil();
    veil.hide(new Map(['abcd', 'abcdef', 'q'].map((value) => [value.slice(1), value])));
    const data = { abcd: ['x abcdef y', 'quick', 'q', 3, null], n: { deep: 'abcdabcd' } };
    assert.deepEqual(veil.over(data), {
      '•••': ['x ••• y', 'quick', '•••', 3, null],
      n: { deep: '••••••' },
    });
  });

  it('come from variables with names that shells know', () => {
    assert.equal(secretVariable('ibm.token-2'), 'QFLOW_SECRET_IBM_TOKEN_2');
  });
});

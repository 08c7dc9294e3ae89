import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SecretStore } from './secret-store.ts';

function memory() {
  const kept = new Map<string, string>();
  const state = new Map<string, unknown>();
  const secrets = {
    get: (key: string) => Promise.resolve(kept.get(key)),
    store: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
    delete: (key: string) => Promise.resolve(void kept.delete(key)),
  };
  const globalState = {
    get: (key: string, otherwise?: unknown) => state.get(key) ?? otherwise,
    update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
  };
  return { context: { secrets, globalState } as never, kept, state };
}

describe('secrets of the editor', () => {
  it('are kept and forgotten by their names, and only their names are known outside of the encrypted storage', async () => {
    const { context, kept, state } = memory();
    const store = new SecretStore(context);
    await store.keep('ibm.token', 'abcd');
    await store.keep('aws', 'efgh');
    await store.keep('ibm.token', 'ijkl');
    assert.equal(await store.read('ibm.token'), 'ijkl');
    assert.equal(await store.read('other'), null);
    assert.deepEqual(store.names, ['aws', 'ibm.token']);
    assert.ok(!JSON.stringify([...state]).includes('ijkl'));
    await store.forget('ibm.token');
    assert.equal(await store.read('ibm.token'), null);
    assert.deepEqual(store.names, ['aws']);
    assert.deepEqual([...kept.values()], ['efgh']);
  });
});

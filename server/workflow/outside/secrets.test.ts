import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'mocha';
import { CancellationSource } from '../../base/index.ts';
import { outside as machine } from '../../outside/index.ts';
import { run } from '../run-fixture.test.ts';
import type { OutsideWorld, ProgramOrder, ServerOrder } from './world.ts';

/** A world that notes what it is asked and repeats what it is told. */
function listening() {
  const orders: (ProgramOrder | ServerOrder)[] = [];
  const world: OutsideWorld = {
    run: (order, hooks) => {
      orders.push(order);
      hooks.line(`got ${order.input}`, 'out');
      return Promise.resolve({ status: 0, output: order.input, seconds: { cpu: 0 }, peak: 0 });
    },
    ask: (order) => {
      orders.push(order);
      return Promise.resolve({ status: 200, text: `"for ${order.headers['authorization'] ?? 'anybody'}"` });
    },
    hash: () => Promise.resolve('0'),
  };
  return { orders, world };
}

const secret = (name: string) => (name === 'missing' ? undefined : `value of ${name}`);

describe('secrets for what lies outside', () => {
  it('go into the headers of a request, and nowhere else', async () => {
    const { orders, world } = listening();
    const { document, events } = await run(
      `workflow w {
         let key = secret("api.key");
         task a = http("https://example.org", token: secret("api.token"), headers: [["X-Key", key], ["Accept", "text/plain"]]);
       }`,
      {},
      { outside: world, secret },
    );
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    const [order] = orders;
    assert.ok(order !== undefined && 'headers' in order);
    assert.deepEqual(order.headers, {
      authorization: 'Bearer value of api.token',
      'X-Key': 'value of api.key',
      Accept: 'text/plain',
    });
    assert.equal(order.method, 'GET');
    assert.ok(!JSON.stringify([document, events]).includes('value of'));
    assert.deepEqual(document.results['a'], { kind: 'value', value: 'for Bearer •••' });
  });

  it('are handed to programs beside other values', async () => {
    const { orders, world } = listening();
    const { document, events } = await run(
      'workflow w { task a = shell("upload", key: secret("api.key"), count: 3); }',
      {},
      { outside: world, secret },
    );
    const [order] = orders;
    assert.ok(order !== undefined && 'input' in order);
    assert.deepEqual(JSON.parse(order.input), { key: 'value of api.key', count: 3 });
    assert.deepEqual(order.environment, { key: 'value of api.key', count: '3' });
    assert.ok(!JSON.stringify([document, events]).includes('value of'));
  });

  it('have to be there, and headers have to be some', async () => {
    const { orders, world } = listening();
    const failing = async (call: string) => {
      const { document } = await run(`workflow w { ${call} }`, {}, { outside: world, secret });
      assert.equal(document.status, 'failed');
      return document.diagnostics.map(({ message }) => message).join('\n');
    };
    assert.match(
      await failing('task a = http("https://x.org", token: secret("missing"));'),
      /missing has no value/,
    );
    const wrong = 'let name = "a b"; task a = http("https://x.org", headers: [[name, "1"]]);';
    assert.match(await failing(wrong), /a header is a pair/);
    assert.deepEqual(orders, []);
  });

  it('stay with the server that they are for', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers['x-key'] as string | undefined);
      if (request.url === '/away') response.writeHead(302, { location: '/there' });
      response.end('1');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (path: string, headers: Record<string, string>) =>
      machine.ask(
        { url: `http://127.0.0.1:${port}${path}`, method: 'GET', headers },
        new CancellationSource().token,
      );
    try {
      assert.deepEqual(await ask('/', { 'x-key': 'k' }), { status: 200, text: '1' });
      assert.deepEqual(await ask('/away', {}), { status: 200, text: '1' });
      await assert.rejects(ask('/away', { 'x-key': 'k' }));
      assert.deepEqual(seen, ['k', undefined, undefined, 'k']);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

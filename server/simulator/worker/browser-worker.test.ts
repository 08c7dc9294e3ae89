import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import esbuild from 'esbuild';
import { after, before, describe, it } from 'mocha';
import { type Browser, type Page, chromium as browserType } from 'playwright-core';
import type { Circuit } from '../../circuit/index.ts';
import type { Samples, Simulated, SimulationOptions, Simulator } from '../simulator.ts';
import { bits, circuit, cx, gate, measureAll } from '../testing/circuits.ts';

interface PageGlobals {
  readonly quantumflow: { browserSimulator(worker: string): Simulator };
  simulator: Simulator;
}

interface Asked {
  readonly program: Circuit;
  readonly asked: SimulationOptions;
}

const options: SimulationOptions = { shots: undefined, seed: 3, memoryLimit: 2 ** 32 };

const bell = circuit(2, [bits('c', 2)], [gate('h', [0]), cx(0, 1), ...measureAll(2)]);

/** Layers of turns and CX on neighbours, all qubits measured. */
function ansatz(qubits: number, layers: number): Circuit {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const layer = (round: number) => [
    ...all.map((qubit) => gate('ry', [qubit], [0.3 + 0.1 * qubit + round])),
    ...all.slice(1).map((qubit) => cx(qubit - 1, qubit)),
  ];
  const body = Array.from({ length: layers }, (_, round) => layer(round)).flat();
  return circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
}

async function bundle(): Promise<Readonly<Record<string, string>>> {
  const entryPoints = {
    simulator: 'server/simulator/browser.ts',
    'simulator-worker': 'server/simulator/worker.browser.ts',
  };
  const built = await esbuild.build({
    ...{ entryPoints, bundle: true, write: false, outdir: '/', format: 'iife', globalName: 'quantumflow' },
    // A module of Node would be an error here.
    ...{ platform: 'browser', target: 'es2022', minify: true, logLevel: 'error' },
  });
  return Object.fromEntries(
    built.outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]),
  );
}

describe('the simulator in a browser', () => {
  let server: Server;
  let browser: Browser;

  before(async function () {
    this.timeout(120_000);
    const files = await bundle();
    server = createServer(({ url = '/' }, response) => {
      const isolation = url.startsWith('/isolated');
      const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.setHeader('content-type', type);
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
      if (isolation) response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.end(files[url] ?? '<!doctype html><title>test</title>');
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    browser = await browserType.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    });
  });

  after(async () => {
    await browser.close();
    server.close();
  });

  async function opened(path: string): Promise<Page> {
    const page = await browser.newPage();
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await page.goto(`${origin}${path}`);
    await page.addScriptTag({ url: `${origin}/simulator.js` });
    await page.evaluate(() => {
      const globals = globalThis as unknown as PageGlobals;
      globals.simulator = globals.quantumflow.browserSimulator('/simulator-worker.js');
    });
    return page;
  }

  /** What a page samples; arguments go over as text. */
  async function sampled(
    page: Page,
    program: Circuit,
    asked: SimulationOptions,
  ): Promise<Simulated<Samples>> {
    const found = await page.evaluate(async (text) => {
      const { program: body, asked: wanted } = JSON.parse(text) as Asked;
      const { simulator } = globalThis as unknown as PageGlobals;
      return JSON.stringify(await simulator.sample(body, [], wanted));
    }, JSON.stringify({ program, asked }));
    return JSON.parse(found) as Simulated<Samples>;
  }

  for (const [place, isIsolated] of [
    ['/isolated', true],
    ['/plain', false],
  ] as const)
    it(`runs ${isIsolated ? 'with threads in an isolated page' : 'on one thread elsewhere'}`, async () => {
      const page = await opened(place);
      assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), isIsolated);
      const pair = await sampled(page, bell, options);
      assert.ok(pair.ok);
      for (const key of ['00', '11']) assert.ok(Math.abs((pair.value.probabilities[key] ?? 0) - 0.5) < 1e-12);
      const shots = { ...options, shots: 2000, method: 'statevector', reproducible: true } as const;
      const one = await sampled(page, ansatz(16, 3), { ...shots, threads: 1 });
      const three = await sampled(page, ansatz(16, 3), { ...shots, threads: 3 });
      assert.ok(one.ok && three.ok);
      assert.deepEqual(three.value, one.value);
      await page.close();
    });

  it('cancels inside a long run, and then runs again', async () => {
    const page = await opened('/isolated');
    const asked = { ...options, shots: 100, method: 'statevector' } as const;
    const ended = await page.evaluate(
      async (text) => {
        const { program, asked: wanted } = JSON.parse(text) as Asked;
        const { simulator } = globalThis as unknown as PageGlobals;
        const listeners: (() => void)[] = [];
        const state = { isCancellationRequested: false };
        const onCancel = (listener: () => void) => {
          listeners.push(listener);
          return () => undefined;
        };
        const cancellation = Object.assign(state, { onCancel });
        const cancel = () => {
          state.isCancellationRequested = true;
          for (const listener of listeners) listener();
        };
        const run = simulator.sample(program, [], wanted, { cancellation, onProgress: cancel });
        return run.then(
          () => 'ended',
          (error: unknown) => String(error),
        );
      },
      JSON.stringify({ program: ansatz(22, 200), asked }),
    );
    assert.match(ended, /cancel/i);
    assert.ok((await sampled(page, bell, options)).ok);
    await page.close();
  });

  it('answers a trap with one refusal and runs again', async () => {
    const page = await opened('/plain');
    const broken = circuit(3, [bits('c', 1)], [gate('ry', [26], [1]), cx(26, 0), ...measureAll(1)]);
    const refused = await sampled(page, broken, { ...options, shots: 10 });
    assert.ok(
      !refused.ok && refused.refusal.kind === 'fault' && /out of bounds/.test(refused.refusal.message),
    );
    assert.ok((await sampled(page, bell, options)).ok);
    await page.close();
  });

  it('answers a state that cannot be had with one refusal and runs again', async () => {
    const page = await opened('/plain');
    const wide = { ...options, shots: 10, memoryLimit: 2 ** 40, method: 'statevector' } as const;
    const refused = await sampled(page, ansatz(34, 1), wide);
    assert.ok(!refused.ok && refused.refusal.message.length > 0);
    assert.ok((await sampled(page, bell, options)).ok);
    await page.close();
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { DebugMessage } from '../protocol/index.ts';
import { type Fields, fieldsOf, listOf } from './fields.ts';
import { DebugSession } from './index.ts';

const uri = 'file:///project/main.qflow';

/** An editor's side of a session, which asks and waits as editors do. */
class Editor {
  readonly #session: DebugSession;
  readonly events: Fields[] = [];
  readonly #responses: Fields[] = [];
  #sequence = 0;

  constructor(text: string) {
    this.#session = new DebugSession({
      read: (wanted) => Promise.resolve(wanted === uri ? text : undefined),
      library: 'file:///std/',
      freshSeed: () => 7,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      send: (message: DebugMessage) =>
        void (message.type === 'event' ? this.events : this.#responses).push(message),
    });
  }

  async ask(command: string, parameters: Fields = {}): Promise<Fields> {
    const seq = ++this.#sequence;
    await this.#session.receive({ type: 'request', seq, command, arguments: parameters });
    const response = this.#responses.find((one) => one['request_seq'] === seq) ?? assert.fail(command);
    assert.equal(response['success'], true, String(response['message']));
    return fieldsOf(response['body']);
  }

  async refusal(command: string, parameters: Fields = {}): Promise<string> {
    await this.#session.receive({ type: 'request', seq: ++this.#sequence, command, arguments: parameters });
    assert.equal(this.#responses.at(-1)?.['success'], false);
    return String(this.#responses.at(-1)?.['message']);
  }

  async start(launch: Fields, breakpoints: readonly Fields[] = []): Promise<void> {
    await this.ask('initialize', {});
    await this.ask('launch', { program: uri, ...launch });
    assert.equal(this.events.at(-1)?.['event'], 'initialized');
    await this.ask('setBreakpoints', { source: { path: uri }, breakpoints });
    await this.ask('configurationDone');
  }

  /** Why it stands, and where: `breakpoint main:3 f:1`, the innermost call last. */
  async place(): Promise<string> {
    const last = this.events.at(-1) ?? {};
    if (last['event'] === 'terminated') return 'terminated';
    const { stackFrames } = await this.ask('stackTrace', { threadId: 1 });
    const frames = listOf(stackFrames).map(fieldsOf);
    const texts = frames.map(({ name, line }) => `${String(name)}:${String(line)}`).toReversed();
    return [String(fieldsOf(last['body'])['reason']), ...texts].join(' ');
  }

  async after(command: string): Promise<string> {
    await this.ask(command, { threadId: 1 });
    return this.place();
  }

  /** `name = value` of a scope's rows. */
  async rows(scope: string, page: Fields = {}, frameId = 0): Promise<readonly string[]> {
    const { scopes } = await this.ask('scopes', { frameId });
    const found = listOf(scopes)
      .map(fieldsOf)
      .find(({ name }) => name === scope);
    return this.children(Number(found?.['variablesReference']), page);
  }

  async children(variablesReference: number, page: Fields = {}): Promise<readonly string[]> {
    const { variables } = await this.ask('variables', { variablesReference, ...page });
    return listOf(variables)
      .map(fieldsOf)
      .map(({ name, value }) => `${String(name)} = ${String(value)}`);
  }

  async value(expression: string): Promise<unknown> {
    return (await this.ask('evaluate', { expression, frameId: 0 }))['result'];
  }

  get output(): string {
    const texts = this.events
      .filter(({ event }) => event === 'output')
      .map(({ body }) => fieldsOf(body)['output']);
    return texts.join('');
  }
}

const calls = `gate flip a {
  x a;
}
def pair(qubit a, qubit b) {
  h a;
  cx a, b;
}
circuit c {
  qubit[3] q;
  int n = 0;
  for int i in [0:2] {
    n += 1;
    flip q[i];
  }
  pair(q[0], q[1]);
  bit[3] r = measure q;
}
`;

describe('a debugged circuit', () => {
  it('steps over, into and out of calls, and back through them', async () => {
    const editor = new Editor(calls);
    await editor.start({ stopOnEntry: true });
    assert.equal(await editor.place(), 'entry c:9');
    assert.equal(await editor.after('next'), 'step c:10');
    assert.equal(await editor.after('next'), 'step c:11');
    assert.equal(await editor.after('next'), 'step c:12');
    assert.equal(await editor.after('next'), 'step c:13');
    assert.equal(await editor.after('stepIn'), 'step c:13 flip:2');
    assert.equal(await editor.after('stepOut'), 'step c:12');
    assert.equal(await editor.after('stepBack'), 'step c:13');
    assert.equal(await editor.after('stepBack'), 'step c:12');
    for (let count = 0; count < 6; count++) await editor.after('next');
    assert.equal(await editor.place(), 'step c:15');
    assert.equal(await editor.after('next'), 'step c:16');
    assert.equal(await editor.after('stepBack'), 'step c:15');
    assert.equal(await editor.after('stepIn'), 'step c:15 pair:5');
    assert.equal(await editor.after('stepIn'), 'step c:15 pair:6');
    assert.equal(await editor.after('stepOut'), 'step c:16');
    assert.equal(await editor.after('next'), 'step c (end):17');
    assert.equal(await editor.after('stepBack'), 'step c:16');
    assert.equal(await editor.after('reverseContinue'), 'entry c:9');
    assert.equal(await editor.after('continue'), 'terminated');
    assert.match(editor.output, /r = "/);
  });

  it('shows values, qubits under their local names, amplitudes by page and measurements', async () => {
    const editor = new Editor(calls);
    await editor.start({ seed: 3 }, [{ line: 6 }]);
    assert.equal(await editor.place(), 'breakpoint c:15 pair:6');
    assert.deepEqual(await editor.rows('Classical', {}, 1), ['n = 3']);
    // All three qubits were flipped, then h turned q[0] to |-⟩.
    assert.deepEqual(await editor.rows('Qubits'), [
      'a = q[0]: P(1) = 0.5, Bloch (-1, 0, 0)',
      'b = q[1]: P(1) = 1, Bloch (0, 0, -1)',
    ]);
    assert.deepEqual(await editor.rows('Amplitudes', { filter: 'indexed', start: 6, count: 2 }), [
      '|110⟩ = 0.707107 + 0i, probability 0.5',
      '|111⟩ = -0.707107 + 0i, probability 0.5',
    ]);
    assert.deepEqual(await editor.rows('Measurements'), []);
    assert.equal(await editor.after('stepOut'), 'step c:16');
    assert.deepEqual(await editor.rows('Qubits'), ['q = P(1): 0.5, 0.5, 1']);
    assert.equal(await editor.after('next'), 'step c (end):17');
    const record = await editor.rows('Measurements');
    const [first, second, third] = record.map((row) =>
      / = (\d), of probability ([\d.]+)/.exec(row)?.slice(1),
    );
    assert.equal(record.length, 3);
    assert.equal(first?.[1], '0.5');
    // cx on |1⟩(|0⟩ - |1⟩) leaves q[1] the opposite of q[0].
    assert.deepEqual(second, [first?.[0] === '1' ? '0' : '1', '1']);
    assert.deepEqual(third, ['1', '1']);
    assert.equal(await editor.value('r'), `"1${second?.[0] ?? ''}${first?.[0] ?? ''}"`);
  });

  it('takes the same outcomes again after steps back, and others by another seed', async () => {
    const text = 'qubit[12] q;\nh q;\nbit[12] c = measure q;\nx q;\n';
    const result = async (seed: number) => {
      const editor = new Editor(text);
      await editor.start({ seed }, [{ line: 4 }]);
      const first = await editor.value('c');
      await editor.after('reverseContinue');
      await editor.after('continue');
      assert.equal(await editor.value('c'), first);
      assert.match(editor.output, new RegExp(`seed ${seed}\\b`));
      return first;
    };
    assert.equal(await result(1), await result(1));
    assert.notEqual(await result(1), await result(2));
  });
});

describe('breakpoints', () => {
  const loop = `circuit c(float t = 0.25) {
  qubit q;

  for int i in [1:10] {
    rx(t) q;
  }
  x q;
}
`;

  it('move to the next statement, and say so where there is none', async () => {
    const editor = new Editor(loop);
    await editor.ask('initialize', {});
    await editor.ask('launch', { program: uri });
    const { breakpoints } = await editor.ask('setBreakpoints', {
      source: { path: uri },
      breakpoints: [{ line: 3 }, { line: 20 }],
    });
    const found = listOf(breakpoints).map(fieldsOf);
    assert.deepEqual(
      found.map(({ verified, line }) => [verified, line]),
      [
        [true, 4],
        [false, 20],
      ],
    );
  });

  it('stop by conditions on values and by hit counts, and count back on the way back', async () => {
    const editor = new Editor(loop);
    await editor.start({}, [{ line: 5, condition: 'i > 3', hitCondition: '% 2' }]);
    assert.equal(await editor.value('i'), '5');
    assert.equal(await editor.value('2 * i + 1'), '11');
    assert.equal(await editor.value('t'), '0.25');
    await editor.after('continue');
    assert.equal(await editor.value('i'), '7');
    assert.equal(await editor.after('reverseContinue'), 'breakpoint c:5');
    assert.equal(await editor.value('i'), '5');
    assert.equal(await editor.after('reverseContinue'), 'entry c:2');
    assert.equal(await editor.after('continue'), 'breakpoint c:5');
    assert.equal(await editor.value('i'), '5');
  });

  it('write lines where they are log points', async () => {
    const editor = new Editor(loop);
    await editor.start({ values: { t: Math.PI } }, [
      { line: 5, condition: 'i < 3', logMessage: 'round {i}: {q}' },
    ]);
    assert.equal(await editor.place(), 'terminated');
    assert.match(editor.output, /round 1: P\(1\) = 0, .*\nround 2: P\(1\) = 1, /);
  });

  it('follow what measurements decide: a circuit that repeats until it succeeds', async () => {
    const text = `qubit q;
bit done;
int n = 0;
while (!done) {
  h q;
  n += 1;
  done = measure q;
}
x q;
`;
    const editor = new Editor(text);
    await editor.start({ seed: 4 }, [{ line: 9 }]);
    assert.equal(await editor.place(), 'breakpoint main:9');
    assert.equal(await editor.value('done'), '1');
    assert.equal(Number(await editor.value('n')), (await editor.rows('Measurements')).length);
    assert.equal(await editor.value('q'), 'P(1) = 1, Bloch (0, 0, -1)');
  });
});

describe('a session that cannot go on', () => {
  it('refuses programs with errors, missing values, too many qubits and unknown requests', async () => {
    const refusal = async (text: string, launch: Fields = {}) =>
      new Editor(text).refusal('launch', { program: uri, ...launch });
    assert.match(await refusal('circuit c {\n  qubit q;\n  hadamrd q;\n}'), /^line 3: .*hadamrd/);
    assert.match(await refusal('circuit c(float t) { qubit q; rx(t) q; }'), /^t has no value/);
    assert.match(await refusal('circuit c { qubit[17] q; h q; }'), /17 qubits/);
    assert.match(await refusal('const int n = 1;'), /no circuit/);
    assert.match(await refusal('qubit q; h q;', { program: 'file:///none.qflow' }), /no file/);
    assert.match(await new Editor('').refusal('fly'), /no request fly/);
  });

  it('can be paused in a loop without end, and looked at', async () => {
    const editor = new Editor('qubit q;\nbit b;\nwhile (!b) {\n  reset q;\n  b = measure q;\n}\nx q;\n');
    await editor.ask('initialize', {});
    await editor.ask('launch', { program: uri });
    const running = editor.ask('configurationDone');
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(await editor.refusal('scopes', { frameId: 0 }), /is running/);
    await editor.ask('pause', { threadId: 1 });
    await running;
    assert.match(await editor.place(), /^pause main:[45]$/);
    await editor.ask('disconnect');
  });

  it('says that noise is left out, and refuses to follow it', async () => {
    const noisy = 'noise faulty = depolarizing(0.1);\ncircuit main { qubit q; h q; }';
    const editor = new Editor(noisy);
    await editor.start({ stopOnEntry: true });
    const printed = editor.events.map(({ body }) => String(fieldsOf(body)['output']));
    assert.ok(printed.some((line) => line.startsWith('Noise is left out')));
    const other = new Editor(noisy);
    await other.ask('initialize');
    assert.match(
      await other.refusal('launch', { program: uri, noise: 'faulty' }),
      /^Noise cannot be followed/,
    );
    assert.match(await other.refusal('scopes', { frameId: 0 }), /running/);
  });

  it('leaves sessions side by side alone', async () => {
    const text = 'circuit main {\n  qubit q;\n  h q;\n  z q;\n}';
    const [one, other] = [new Editor(text), new Editor(text)];
    await one.start({ stopOnEntry: true });
    await other.start({}, [{ line: 4 }]);
    assert.equal(await other.place(), 'breakpoint main:4');
    assert.equal(await one.place(), 'entry main:2');
    await one.after('next');
    assert.equal(await other.place(), 'breakpoint main:4');
    assert.equal(await other.value('q'), 'P(1) = 0.5, Bloch (1, 0, 0)');
    assert.equal(await one.value('q'), 'P(1) = 0, Bloch (0, 0, 1)');
  });
});

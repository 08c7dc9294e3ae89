import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Circuit, lowerCircuit } from '../../circuit/index.ts';
import { deviceNamed, validate } from '../../hardware/index.ts';
import { analyse, parse } from '../../language/index.ts';
import type { CompileRequest, ValidationReply, ValidationRequest, ValidationWorker } from './messages.ts';
import { spawnNodeValidation } from './node-worker.ts';
import { type ValidationJob, Validator } from './validator.ts';

/** A worker in this thread that answers when it is told to. */
class ManualWorker implements ValidationWorker {
  readonly posted: ValidationRequest[] = [];
  readonly cancelled: number[] = [];
  #reply: (reply: ValidationReply) => void = () => {};
  #die: (reason: string) => void = () => {};

  post(request: ValidationRequest | CompileRequest): void {
    if (!('circuit' in request)) this.posted.push(request);
  }
  cancel(id: number): void {
    this.cancelled.push(id);
  }
  onReply(listener: (reply: ValidationReply) => void): void {
    this.#reply = listener;
  }
  onDeath(listener: (reason: string) => void): void {
    this.#die = listener;
  }
  terminate(): void {}

  /** Does what it was told last. */
  work(): void {
    const { id, device } = this.posted.at(-1) ?? assert.fail();
    const content = this.posted.findLast((one) => one.content !== undefined)?.content;
    assert.ok(content);
    this.#reply({ id, validation: validate(content.circuit, device, content.options) });
  }
  giveUp(): void {
    this.#reply({ id: this.posted.at(-1)?.id ?? 0 });
  }
  die(): void {
    this.#die('out of memory');
  }
}

function jobOf(body: string, before = ''): ValidationJob {
  const text = `${before}circuit main { ${body} }`;
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const circuit: Circuit = lowerCircuit(model, 'main').value ?? assert.fail();
  const [entry] = model.circuits;
  assert.ok(entry);
  const options = { shots: 100, place: entry.nameSpan, body: entry.node.span };
  return { circuit, device: deviceNamed('ibm_fez') ?? assert.fail(), options };
}

const bell = 'qubit[2] q; h q[0]; cx q[0], q[1];';

describe('the validator', () => {
  it('says the same as without a thread, at the places of the present text', async function () {
    this.timeout(60_000);
    const validator = new Validator(
      () => spawnNodeValidation(new URL('./worker.node.ts', import.meta.url)),
      2,
    );
    const jobs = [jobOf(bell), jobOf(`${bell} ${bell.replace('qubit[2] q; ', '')}`, '// a line above\n')];
    const found = await validator.validate('a', jobs);
    validator.dispose();
    assert.deepEqual(
      found,
      jobs.map(({ circuit, device, options }) => validate(circuit, device, options)),
    );
  });

  it('asks once for each content, wherever it stands', async () => {
    const worker = new ManualWorker();
    const validator = new Validator(() => worker, 1);
    const first = validator.validate('a', [jobOf(bell)]);
    worker.work();
    const [here] = (await first) ?? [];
    const [there] = (await validator.validate('b', [jobOf(bell, '// moved\n')])) ?? [];
    assert.equal(worker.posted.length, 1);
    assert.deepEqual(here?.verdict, there?.verdict);
    assert.deepEqual(
      there?.diagnostics.map(({ span }) => span.start),
      here?.diagnostics.map(({ span }) => span.start + '// moved\n'.length),
    );
    assert.deepEqual(there?.diagnostics, validate(...asArguments(jobOf(bell, '// moved\n'))).diagnostics);
  });

  it('takes back what a newer text does not have, also while it is compiled', async () => {
    const worker = new ManualWorker();
    const validator = new Validator(() => worker, 1);
    const kept = jobOf('qubit q; x q;');
    const older = validator.validate('a', [jobOf(bell), kept, jobOf('qubit q; y q;')]);
    const newer = validator.validate('a', [kept]);
    assert.deepEqual(worker.cancelled, [worker.posted[0]?.id]);
    worker.giveUp();
    worker.work();
    assert.equal(await older, undefined);
    assert.equal((await newer)?.length, 1);
    assert.equal(worker.posted.length, 2, 'y was never begun');
    validator.forget('a');
  });

  it('works on devices side by side, and sends a circuit once to each thread', async () => {
    const workers: ManualWorker[] = [];
    const validator = new Validator(() => {
      workers.push(new ManualWorker());
      return workers.at(-1) ?? assert.fail();
    }, 2);
    const job = jobOf(bell);
    const names = ['ibm_fez', 'iqm_garnet', 'ionq_forte'];
    const jobs = names.map((name) => ({ ...job, device: deviceNamed(name) ?? assert.fail() }));
    const found = validator.validate('a', jobs);
    assert.deepEqual(
      workers.map(({ posted }) => posted.length),
      [1, 1],
    );
    for (const worker of workers) worker.work();
    const [, third] = workers[0]?.posted ?? [];
    assert.equal(third?.device.name, 'ionq_forte');
    assert.ok(third.content === undefined, 'the thread has the circuit already');
    workers[0]?.work();
    assert.deepEqual(
      (await found)?.map(({ verdict }) => verdict.device),
      names,
    );
  });

  it('says so where the thread breaks down, and begins another', async () => {
    const workers: ManualWorker[] = [];
    const validator = new Validator(() => {
      workers.push(new ManualWorker());
      return workers.at(-1) ?? assert.fail();
    }, 1);
    const lost = validator.validate('a', [jobOf(bell)]);
    workers[0]?.die();
    const [found] = (await lost) ?? [];
    assert.match(found?.diagnostics.find(({ code }) => code === 'QF4020')?.message ?? '', /out of memory/);
    const next = validator.validate('a', [jobOf('qubit q; x q;')]);
    workers[1]?.work();
    assert.equal((await next)?.[0]?.verdict.fits, true);
  });
});

function asArguments({ circuit, device, options }: ValidationJob) {
  return [circuit, device, options] as const;
}

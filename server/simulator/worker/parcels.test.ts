import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Instruction } from '../../circuit/index.ts';
import { circuit, gate, observable } from '../testing/circuits.ts';
import { exactly } from '../testing/run.ts';
import type { Request } from './messages.ts';
import { ParcelReceiver, ParcelSender } from './parcels.ts';
import { pack, unpack } from './post.ts';

describe('parcels', () => {
  it('hold a thing only the first time, as long as it is kept', () => {
    const [sender, receiver] = [new ParcelSender(), new ParcelReceiver()];
    const things = Array.from({ length: 40 }, (_, number) => ({ number }));
    const order = [0, 0, 1, 0, ...things.keys(), 39, 30, 0, 1, 0];
    const sent = order.map((number) => {
      const parcel = structuredClone(sender.pack(things[number] ?? assert.fail()));
      assert.deepEqual(receiver.unpack(parcel), things[number]);
      return parcel.content !== undefined;
    });
    assert.deepEqual(sent.slice(0, 4), [true, false, true, false]);
    assert.deepEqual(sent.slice(-5), [false, false, true, true, false]);
  });

  it('know a thing by what it says, places in the source text included', () => {
    const sender = new ParcelSender();
    const made = (start: number, angle: number) => {
      const turn: Instruction = { ...gate('ry', [0], [angle]), span: { start, end: 9 } };
      return circuit(1, [], [turn]);
    };
    const isSent = [made(1, 0.5), made(1, 0.5), made(2, 0.5), made(1, 0.25), made(1, 0.5)].map(
      (one) => sender.pack(one).content !== undefined,
    );
    assert.deepEqual(isSent, [true, false, true, true, false]);
  });

  it('carry requests', () => {
    const [sender, receiver] = [new ParcelSender(), new ParcelReceiver()];
    const job = { circuit: circuit(1, [], [gate('h', [0])]), bindings: [0.5], options: exactly };
    const requests: readonly Request[] = [
      { kind: 'sample', job },
      { kind: 'estimate', job: { ...job, bindings: [0.7] }, observable: observable({ Z: 1 }) },
      { kind: 'state', job },
    ];
    for (const request of requests)
      assert.deepEqual(unpack(structuredClone(pack(request, sender)), receiver), request);
  });
});

import type { Channel } from '../../circuit/index.ts';
import { type Unravelling, unravelled } from '../noise/unravelling.ts';
import type { Program } from '../program/step.ts';
import type { Coder } from '../run/stretch.ts';
import { type BoundGate, bound } from './bound-gate.ts';

/** Where noise acts on a pure state, and what it may do there. */
export interface PureSite {
  readonly qubits: readonly number[];
  readonly unravelling: Unravelling;
}

/** Collects a program's gates with their matrices; those that hang on no measurement are computed once in a run. */
export function pureCoder({ steps }: Program): Coder<readonly BoundGate[], PureSite> {
  const known = new Map<number, BoundGate>();
  const siteOf = sites();
  let collected: BoundGate[] = [];
  return {
    add: (step, machine) => {
      const gate = known.get(machine.at) ?? bound(step, machine);
      if (step.reads.length === 0) known.set(machine.at, gate);
      collected.push(gate);
      return 1;
    },
    take: () => {
      const gates = collected;
      collected = [];
      return gates.length === 0 ? undefined : gates;
    },
    noiseAt: (at) => {
      const step = steps[at];
      if (step?.kind !== 'channel') throw new Error('no noise here');
      return { kind: 'noise', site: siteOf(step.channel, step.qubits) };
    },
  };
}

/** Makes the site of each channel on each set of qubits once. */
function sites(): (channel: Channel, qubits: readonly number[]) => PureSite {
  const made = new Map<Channel, Map<string, PureSite>>();
  return (channel, qubits) => {
    const byQubits = made.get(channel) ?? new Map<string, PureSite>();
    made.set(channel, byQubits);
    const key = qubits.join();
    const site = byQubits.get(key) ?? { qubits, unravelling: unravelled(channel, qubits) };
    byQubits.set(key, site);
    return site;
  };
}

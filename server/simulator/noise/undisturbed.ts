import { once } from '../../base/index.ts';
import {
  type Block,
  type Channel,
  type Circuit,
  type NoiseModel,
  blocksIn,
  channelsAfter,
} from '../../circuit/index.ts';
import { unravelled } from './unravelling.ts';

/** How likely a channel does the usual thing without a look at the state. */
const usualShare = once((channel: Channel) => {
  const qubits = Array.from({ length: channel.qubits }, (_, qubit) => qubit);
  return unravelled(channel, qubits)[0]?.probability ?? 1;
});

const shares = new WeakMap<Circuit, { readonly noise: NoiseModel; readonly share: number }>();

/** The share of trajectories on which nothing unusual happens; loops count once, and waiting qubits do not count. */
export function undisturbedShare(circuit: Circuit, noise: NoiseModel): number {
  const known = shares.get(circuit);
  if (known?.noise === noise) return known.share;
  const share = shareOf(circuit.body, noise);
  shares.set(circuit, { noise, share });
  return share;
}

function shareOf(block: Block, noise: NoiseModel): number {
  let share = 1;
  for (const instruction of block) {
    if (instruction.kind !== 'delay')
      for (const { channel } of channelsAfter(noise, instruction, () => 0)) share *= usualShare(channel);
    for (const inner of blocksIn(instruction)) share *= shareOf(inner, noise);
  }
  return share;
}

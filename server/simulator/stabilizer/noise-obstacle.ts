import { type Span } from '../../base/index.ts';
import { type Block, type Circuit, type NoiseModel, blocksIn, channelsAfter } from '../../circuit/index.ts';
import type { Obstacle, Prospect } from '../method.ts';
import type { Method } from '../simulator.ts';
import { pauliFormOf } from './pauli-form.ts';

/** The first channel of a noisy circuit that is no mixture of Pauli words. */
interface ChannelObstacle {
  readonly label: string;
  /** The instruction that it follows. */
  readonly span: Span;
}

function channelObstacleIn(circuit: Circuit, model: NoiseModel): ChannelObstacle | undefined {
  const isPauli = model.rules.every(
    ({ after, idle }) =>
      idle === undefined && Object.values(after).every((channel) => pauliFormOf(channel) !== undefined),
  );
  return isPauli ? undefined : obstacleInBlock(circuit.body, model);
}

function obstacleInBlock(block: Block, model: NoiseModel): ChannelObstacle | undefined {
  for (const instruction of block) {
    for (const { channel } of channelsAfter(model, instruction, () => someSeconds))
      if (pauliFormOf(channel) === undefined) return { label: channel.label, span: instruction.span };
    for (const inner of blocksIn(instruction)) {
      const found = obstacleInBlock(inner, model);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A duration like any other, where only the run knows it. */
const someSeconds = 1e-6;

/** The obstacle of a method that takes only noise that is a mixture of Pauli words. */
export function pauliNoiseObstacle(
  method: Method,
  { circuit, options: { noise } }: Prospect,
): Obstacle | undefined {
  const found = noise && channelObstacleIn(circuit, noise);
  if (found === undefined) return undefined;
  return {
    clause: `the ${method} method is not possible because of the noise \`${found.label}\``,
    help: 'It takes channels that are mixtures of Pauli words: depolarizing, flips, Pauli channels, phase damping. Choose another method.',
    span: found.span,
  };
}

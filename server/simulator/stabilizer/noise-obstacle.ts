import { type Span } from '../../base/index.ts';
import { type Block, type Circuit, type NoiseModel, blocksIn, channelsAfter } from '../../circuit/index.ts';
import { pauliFormOf } from './pauli-form.ts';

/** The first channel of a noisy circuit that is no mixture of Pauli words. */
export interface ChannelObstacle {
  readonly label: string;
  /** The instruction that it follows. */
  readonly span: Span;
}

export function channelObstacleIn(circuit: Circuit, model: NoiseModel): ChannelObstacle | undefined {
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

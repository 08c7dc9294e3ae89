import type { Complex } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import type { BlockQubits } from './block-qubits.ts';
import { formOf } from './operation.ts';
import type { Stage, StageStep } from './stage.ts';
import { turnsOf } from './stage-reach.ts';

/** What of a step decides the code for it. */
export type StepShape =
  | {
      readonly kind: 'pair';
      readonly p: number;
      readonly q: number;
      readonly to: readonly number[];
      readonly hasFactors: boolean;
    }
  | { readonly kind: 'matrix' | 'flip'; readonly p: number; readonly q: number }
  | { readonly kind: 'real' | 'complex'; readonly p: number };

/** What of a stage decides the code for it: neither angles nor, but for the lowest, where its qubits lie in the block. */
export interface StageShape {
  /** Qubits of the stage. */
  readonly width: number;
  /** Bytes from the first to all vectors of each index that take turns in the same code. */
  readonly turns: readonly number[];
  /** The place whose amplitudes stand beside each other in one vector; only in single precision. */
  readonly lane?: number;
  /** Whether those are exchanged in the end. */
  readonly flipsLane: boolean;
  /** Whether all amplitudes are multiplied in the end with the scale of the pass, whose last operation this is. */
  readonly ending: 'plain' | 'scaled';
  readonly steps: readonly StepShape[];
}

/** @param scale what the stage multiplies by in the end; nothing where it is not the last operation of its pass. */
export function shapeOf(
  { places, steps, flips }: Stage,
  block: BlockQubits,
  precision: Precision,
  scale: Complex | undefined,
): StageShape {
  const lane = precision === 'single' ? places.indexOf(0) : -1;
  const hasLane = lane !== -1;
  return {
    width: places.length,
    turns: turnsOf(places, block, precision),
    ...(hasLane && { lane }),
    flipsLane: hasLane && ((flips >> lane) & 1) === 1,
    ending: isScaled(scale, precision) ? 'scaled' : 'plain',
    steps: steps.map(stepShape),
  };
}

function stepShape(step: StageStep): StepShape {
  const { kind, p } = step;
  if (kind === 'one') return { kind: formOf(step.matrix) === 'real' ? 'real' : 'complex', p };
  if (kind !== 'pair') return { kind, p, q: step.q };
  return { kind, p, q: step.q, to: step.to, hasFactors: step.hasFactors };
}

/** Equal for equal shapes. */
export function shapeKey({ width, turns, lane, flipsLane, ending, steps }: StageShape): string {
  const words = steps.map((step) => {
    const places = 'q' in step ? `${step.p}${step.q}` : String(step.p);
    const more = step.kind === 'pair' ? `${step.to.join('')}${step.hasFactors ? '*' : ''}` : '';
    return `${step.kind}${places}${more}`;
  });
  return [width, turns.join(','), lane ?? '', flipsLane ? 'x' : '', ...words, ending].join(' ');
}

/** As run_blocks of native/blocks.c has it: in single precision amplitudes are settled even when the scale is 1. */
export function isScaled(scale: Complex | undefined, precision: Precision): scale is Complex {
  return scale !== undefined && (precision === 'single' || scale.re !== 1 || scale.im !== 0);
}

import { formOf } from './operation.ts';
import { type Record, kinds } from './records.ts';
import type { Stage, StageStep } from './stage.ts';

/** The records of a stage's steps one by one, which do the same as its code, to the last bit. */
export function stepRecords(stage: Stage): readonly Record[] {
  const { places, steps } = stage;
  const { ends, rest } = endings(stage);
  return [
    ...steps.map((step, index) => stepRecord(step, places, ends[index] ?? 0)),
    ...places.filter((_, place) => ((rest >> place) & 1) === 1).map((p) => ({ kind: kinds.flip, p })),
  ];
}

/** The flips at the end of a stage, as far as the last pair on their qubit can write its rows where they lead to. */
function endings({ steps, flips }: Stage): { readonly ends: readonly number[]; readonly rest: number } {
  let rest = flips;
  let later = 0;
  const ends = steps.map(() => 0);
  for (const [index, step] of [...steps.entries()].toReversed()) {
    const used = (1 << step.p) | ('q' in step ? 1 << step.q : 0);
    if (step.kind === 'pair') {
      ends[index] = rest & used & ~later;
      rest &= ~ends[index];
    }
    later |= used;
  }
  return { ends, rest };
}

/** @param flips places of the stage that the step flips in the end. */
function stepRecord(step: StageStep, places: readonly number[], flips: number): Record {
  const p = places[step.p] ?? 0;
  if (step.kind === 'one')
    return { kind: formOf(step.matrix) === 'real' ? kinds.real1 : kinds.matrix1, p, data: step.matrix };
  const q = places[step.q] ?? 0;
  switch (step.kind) {
    case 'pair': {
      const moved = ((flips >> step.p) & 1) | (((flips >> step.q) & 1) << 1);
      const data = [step.turns[0], step.turns[1]];
      for (const { re, im } of step.factors) data.push(re, im);
      const kind = step.hasFactors ? kinds.pairPhases : kinds.pair;
      return { kind, p, q, data, words: step.to.map((row) => row ^ moved) };
    }
    case 'matrix':
      return {
        ...{ kind: kinds.pairMatrix, p, q },
        data: step.matrix.flatMap((row) => row.flatMap(({ re, im }) => [re, re, -im, im])),
      };
    case 'flip':
      return { kind: kinds.flip, p, flags: [1 << q, 1 << q] };
  }
}

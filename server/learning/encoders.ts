import type { Span } from '../base/index.ts';
import { type Angle, type GateInstruction, gateOn } from '../circuit/index.ts';
import type { EncoderName } from '../library/index.ts';
import { amplitudeAngleCount, amplitudeAngles, amplitudeGates } from './amplitude-encoding.ts';

/** How samples of one length become states of so many qubits: gates whose angles are computed from the sample. */
export interface Encoding {
  readonly angleCount: number;
  /** In radians; or why this sample has none. */
  readonly angles: (sample: readonly number[]) => readonly number[] | string;
  readonly gates: (angle: (place: number) => Angle, span: Span) => readonly GateInstruction[];
}

type MakeEncoding = (features: number, qubits: number) => Encoding | string;

/**
 * The encoding of that name, or why the samples do not fit the qubits.
 *
 * @param features the numbers of one sample
 */
export function encodingOf(name: EncoderName, features: number, qubits: number): Encoding | string {
  if (features === 0) return 'a sample has no number';
  return encodings[name](features, qubits);
}

const encodings: Readonly<Record<EncoderName, MakeEncoding>> = {
  angle: (features, qubits) => tooMany(features, qubits) ?? turns(features, (sample) => sample),
  dense_angle: denseAngles,
  amplitude: amplitudes,
  basis: (features, qubits) => tooMany(features, qubits) ?? turns(features, flips),
  iqp: (features, qubits) => tooMany(features, qubits) ?? products(features),
};

function tooMany(features: number, most: number): string | undefined {
  return features > most
    ? `samples have ${features} numbers, and this encoder has room for ${most} on the circuit’s qubits`
    : undefined;
}

/** A rotation about y of each qubit. */
function turns(features: number, angles: Encoding['angles']): Encoding {
  return {
    angleCount: features,
    angles,
    gates: (angle, span) =>
      Array.from({ length: features }, (_, qubit) => gateOn('ry', [angle(qubit)], [qubit], span)),
  };
}

/** Half a turn for each 1. */
function flips(sample: readonly number[]): readonly number[] | string {
  const wrong = sample.find((bit) => bit !== 0 && bit !== 1);
  if (wrong !== undefined) return `the basis encoder takes 0 and 1, not ${wrong}`;
  return sample.map((bit) => bit * Math.PI);
}

/** Two numbers a qubit: about y, then about z. LaRose and Coyle, arXiv:2003.01695. */
function denseAngles(features: number, qubits: number): Encoding | string {
  return (
    tooMany(features, 2 * qubits) ?? {
      angleCount: features,
      angles: (sample) => sample,
      gates: (angle, span) =>
        Array.from({ length: features }, (_, place) =>
          gateOn(place % 2 === 0 ? 'ry' : 'rz', [angle(place)], [Math.floor(place / 2)], span),
        ),
    }
  );
}

/** The numbers as amplitudes of a state of length 1. */
function amplitudes(features: number, qubits: number): Encoding | string {
  return (
    tooMany(features, 2 ** qubits) ?? {
      angleCount: amplitudeAngleCount(qubits),
      angles: (sample) =>
        sample.every((entry) => entry === 0)
          ? 'a sample of zeros alone is no state'
          : amplitudeAngles(sample, qubits),
      gates: (angle, span) => amplitudeGates(qubits, angle, span),
    }
  );
}

/** How often the layers of `iqp` follow each other. */
const iqpLayers = 2;

/** Turns about z by the numbers, and of pairs by their products, between layers of h. Havlíček et al., arXiv:1804.11326. */
function products(features: number): Encoding {
  const singles = Array.from({ length: features }, (_, place) => place);
  const pairs = singles.flatMap((one) => singles.slice(one + 1).map((other) => [one, other] as const));
  return {
    angleCount: features + pairs.length,
    angles: (sample) => [
      ...sample,
      ...pairs.map(([one, other]) => (sample[one] ?? 0) * (sample[other] ?? 0)),
    ],
    gates: (angle, span) => {
      const layer = [
        ...singles.map((qubit) => gateOn('h', [], [qubit], span)),
        ...singles.map((qubit) => gateOn('rz', [angle(qubit)], [qubit], span)),
        ...pairs.map((pair, place) => gateOn('rzz', [angle(features + place)], pair, span)),
      ];
      return Array.from({ length: iqpLayers }, () => layer).flat();
    },
  };
}

import type { ClassicalType } from '../base/index.ts';
import { type Circuit, scaledElement } from '../circuit/index.ts';
import type { Encoding } from './encoders.ts';

/** A circuit behind the gates that encode a sample: the encoder’s angles are its last parameter, `sample`. */
export function classifierCircuit(layers: Circuit, encoding: Encoding): Circuit {
  const span = layers.registers[0]?.span ?? { start: 0, end: 0 };
  const type: ClassicalType = { kind: 'array', element: { kind: 'float' }, shape: [encoding.angleCount] };
  const sample = layers.parameters.length;
  const gates = encoding.gates((place) => scaledElement(sample, type, place, 1), span);
  return {
    ...layers,
    parameters: [...layers.parameters, { name: 'sample', type, span }],
    body: [...gates, ...layers.body],
  };
}

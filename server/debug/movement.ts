import type { Site } from '../circuit/index.ts';
import type { Execution } from './execution.ts';
import type { Leg } from './journey.ts';
import { valueText } from './values.ts';

const always = () => true;
const never = () => false;

/** How far a request of the editor goes from where the run stands; nothing where it is no movement. */
export function legOf(command: string, { mark }: Execution): Leg | undefined {
  const depth = mark.site?.depth ?? 0;
  const notInside = (site: Site) => site.depth <= depth;
  switch (command) {
    case 'continue':
      return { direction: 'forward', isThere: never };
    case 'next':
      return { direction: 'forward', isThere: notInside };
    case 'stepIn':
      return { direction: 'forward', isThere: always };
    case 'stepOut':
      return { direction: 'forward', isThere: (site) => site.depth < depth };
    case 'stepBack':
      return { direction: 'back', isThere: notInside };
    case 'reverseContinue':
      return { direction: 'back', isThere: never };
    default:
      return undefined;
  }
}

/** The values that a circuit ended with: `c = "01", n = 3`; empty where it has none. */
export function resultsText({ bound, moment }: Execution): string {
  const results = bound.circuit.variables.flatMap(({ name, type, isOutput }, place) =>
    isOutput ? [`${name} = ${valueText({ type, value: moment.variables[place] ?? 0n })}`] : [],
  );
  return results.join(', ');
}

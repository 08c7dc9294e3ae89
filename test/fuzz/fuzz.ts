/**
 * Tries random inputs on everything that the editor does with a text: `npm run fuzz -- [inputs] [seed]`, 10,000 from seed 1
 * when left out. The same seed tries the same inputs; each has a number, and `npm run fuzz -- 1 SEED NUMBER` tries one again.
 */
import { Random } from '../../server/base/index.ts';
import { longest, tryInput } from './checks.ts';
import { randomInput } from './inputs.ts';

/** Units of a text that are printed; its number makes it again. */
const shown = 400;

/** A fault that was found. */
export interface Finding {
  readonly number: number;
  readonly text: string;
  readonly fault: string;
}

/** Tries so many inputs from a number on, and tells what went wrong with which. */
export function fuzz(
  inputs: number,
  seed: number,
  first = 0,
  found?: (finding: Finding) => void,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (let number = first; number < first + inputs; number++) {
    const random = new Random(seed * 4_294_967_296 + number);
    const input = randomInput(random);
    const fault = faultOf(() => tryInput(input, random.next()));
    if (fault === undefined) continue;
    const finding = { number, text: input.text, fault };
    findings.push(finding);
    found?.(finding);
  }
  return findings;
}

function faultOf(attempt: () => void): string | undefined {
  const before = process.cpuUsage();
  try {
    attempt();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  // Of the processor: what else the machine does is no fault of an input.
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  return took > longest ? `took ${took.toFixed(0)} ms` : undefined;
}

if (import.meta.main) {
  const [inputs = 10_000, seed = 1, first = 0] = process.argv.slice(2).map(Number);
  const started = performance.now();
  const step = 10_000;
  let faults = 0;
  for (let done = 0; done < inputs; done += step) {
    const count = Math.min(step, inputs - done);
    faults += fuzz(count, seed, first + done, ({ number, text, fault }) =>
      console.log(`input ${number} of seed ${seed}: ${fault}\n${JSON.stringify(text.slice(0, shown))}\n`),
    ).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `${(done + count).toLocaleString('en')} inputs of seed ${seed}: ${faults} faults, ${seconds} s`,
    );
  }
  process.exitCode = faults > 0 ? 1 : 0;
}

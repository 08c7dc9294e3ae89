import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a panel by the rules of WCAG 2.2 A and AA, one line for each rule and place. */
export async function accessibilityFaults(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axeSource);
  const results = await frame.evaluate((): Promise<AxeResults> => {
    const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    return globalThis.axe.run(document, { runOnly: standards });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} at ${String(target)}: ${failureSummary}`),
  );
}

declare global {
  var axe: typeof import('axe-core');
}

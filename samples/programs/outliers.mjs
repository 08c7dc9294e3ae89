// Marks the points that lie further from the curve than three standard errors, of which no sample of 400 tells less than one part in 400.
import { readFileSync, writeFileSync } from 'node:fs';

const { scan, amplitude, offset } = JSON.parse(readFileSync(0, 'utf8'));
const rows = readFileSync(scan.file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const marked = rows.map(({ angle, energy, error }) => {
  const distance = Math.abs(energy - amplitude * Math.cos(angle) - offset);
  return JSON.stringify({ angle, distance, is_outlier: distance > 3 * Math.max(error, 1 / 400) });
});
writeFileSync(`${process.env.QFLOW_TABLE}.jsonl`, `${marked.join('\n')}\n`);
console.log(marked.length);

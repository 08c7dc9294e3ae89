import type { PlacedDiagnostic } from '../protocol/index.ts';

/** One test as it went: without faults it passed. */
export interface TestCase {
  readonly file: string;
  readonly title: string;
  readonly milliseconds: number;
  readonly faults: readonly PlacedDiagnostic[];
  readonly isCancelled?: boolean;
}

/** Cases in the XML that continuous integration reads (the format of JUnit's Ant task). */
export function junitReport(cases: readonly TestCase[]): string {
  const files = [...new Set(cases.map(({ file }) => file))];
  const suites = files.map((file) =>
    suite(
      file,
      cases.filter((one) => one.file === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts(cases)}>\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, cases: readonly TestCase[]): string {
  const lines = cases.map(testCase).join('');
  return `  <testsuite name="${escaped(file)}"${counts(cases)}>\n${lines}  </testsuite>\n`;
}

function counts(cases: readonly TestCase[]): string {
  const failures = cases.filter(({ faults }) => faults.length > 0).length;
  const skipped = cases.filter(
    ({ faults, isCancelled }) => faults.length === 0 && isCancelled === true,
  ).length;
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0);
  return ` tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds(milliseconds)}"`;
}

function testCase({ file, title, milliseconds, faults, isCancelled }: TestCase): string {
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(title)}" time="${seconds(milliseconds)}"`;
  if (faults.length === 0) return isCancelled === true ? `${head}><skipped/></testcase>\n` : `${head}/>\n`;
  return `${head}>\n${faults.map(failure).join('')}    </testcase>\n`;
}

function failure({ code, message, file, line, column, help }: PlacedDiagnostic): string {
  const text = [`${file}:${line}:${column}`, message, help ?? ''].filter((part) => part !== '').join('\n');
  return `      <failure type="${code}" message="${escaped(message)}">${escaped(text)}</failure>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for XML 1.0, which has no place for control characters. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' || '\n\t'.includes(character))
    .join('')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');
}

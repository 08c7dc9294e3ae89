import { version } from '../base/index.ts';
import { catalogue } from '../library/index.ts';
import type { PlacedDiagnostic } from '../protocol/index.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** The diagnostics as a SARIF 2.1.0 log (OASIS standard), which code-scanning services read. */
export function sarif(diagnostics: readonly PlacedDiagnostic[]) {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'qflow', semanticVersion: version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, codes)),
      },
    ],
  };
}

function rule(code: string) {
  const entry = Object.entries(catalogue).find(([known]) => known === code)?.[1];
  return {
    id: code,
    name: entry?.title ?? code,
    shortDescription: { text: entry?.title ?? code },
    fullDescription: { text: entry?.explanation ?? code },
    help: { text: entry?.help ?? code },
  };
}

function result(diagnostic: PlacedDiagnostic, codes: readonly string[]) {
  const { code, severity, message, help, file, line, column, endLine, endColumn } = diagnostic;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: help === undefined ? message : `${message} ${help}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } }],
  };
}

/** A path as a URI reference (RFC 3986): every segment escaped, `#` and spaces included. */
function uriOf(path: string): string {
  return path.split(/[/\\]/).map(encodeURIComponent).join('/');
}

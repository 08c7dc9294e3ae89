import type { PlacedDiagnostic } from '../../protocol/index.ts';
import { type Colour, type Terminal, paint } from './terminal.ts';

const colours: Readonly<Record<PlacedDiagnostic['severity'], Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** One diagnostic as `file:line:column: severity code: message`, then the way out on a line of its own. */
export function drawDiagnostic(diagnostic: PlacedDiagnostic, terminal: Terminal): string {
  const { file, line, column, severity, code, message, help } = diagnostic;
  const head = `${file}:${line}:${column}: ${paint(terminal, colours[severity], `${severity} ${code}`)}: ${message}`;
  return help === undefined ? head : `${head}\n${paint(terminal, 'dim', help.replaceAll(/^/gm, '  '))}`;
}

import type { PlacedDiagnostic } from '../../server/protocol/index.ts';
import { post } from './bridge.ts';
import { Button } from './kit.ts';
import { t } from './words.ts';

/** What went wrong in a run, each with its place and the way out. */
export function Problems({ diagnostics }: { readonly diagnostics: readonly PlacedDiagnostic[] }) {
  if (diagnostics.length === 0) return null;
  return (
    <ul class="problems" aria-label={t('Problems of the run')}>
      {diagnostics.map((diagnostic, index) => (
        <Problem key={index} diagnostic={diagnostic} index={index} />
      ))}
    </ul>
  );
}

function Problem({ diagnostic, index }: { readonly diagnostic: PlacedDiagnostic; readonly index: number }) {
  const { severity, code, message, help, file, line, column } = diagnostic;
  const place = `${file}:${line}:${column}`;
  return (
    <li class={`problem problem-${severity}`}>
      <p class="problem-message">
        <strong>
          {severity} {code}
        </strong>{' '}
        {message}
      </p>
      {help !== undefined && <p class="quiet">{help}</p>}
      {hasPlace(diagnostic) && (
        <Button onClick={() => post({ kind: 'revealDiagnostic', index })}>{t('Show {0}', place)}</Button>
      )}
    </li>
  );
}

/** Faults of a run as a whole, such as a lost process, have no place in a file. */
function hasPlace({ line, column, endLine, endColumn }: PlacedDiagnostic): boolean {
  return line !== endLine || column !== endColumn;
}

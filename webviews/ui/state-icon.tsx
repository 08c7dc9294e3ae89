import type { TaskState } from '../../server/protocol/index.ts';
import { stateIcons } from './status.ts';

/** The shape of a state; the word that belongs to it stands beside it. */
export function StateIcon({ state }: { readonly state: TaskState }) {
  return (
    <svg class={`state-icon state-${state}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={stateIcons[state]} />
    </svg>
  );
}

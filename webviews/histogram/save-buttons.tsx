import type { Result, RunView } from '../../server/protocol/index.ts';
import { post } from '../ui/bridge.ts';
import { saveDrawing } from '../ui/save-drawing.ts';
import { Button } from '../ui/kit.ts';
import { toCsv, toJson } from './export.ts';
import { t } from '../ui/words.ts';

interface SaveButtonsProperties {
  readonly run: RunView;
  readonly task: string;
  readonly result: Result;
  /** Whether there is a drawing on the page to save. */
  readonly drawing: boolean;
}

/** Saves what the panel shows: the numbers of this task, the record of the run, the drawing. */
export function SaveButtons({ run, task, result, drawing }: SaveButtonsProperties) {
  return (
    <div class="save" role="group" aria-label={t('Save')}>
      <span aria-hidden="true">{t('Save')}</span>
      <Button
        label={t('Save as CSV')}
        onClick={() => post({ kind: 'save', format: 'csv', name: task, text: toCsv(result) })}
      >
        CSV
      </Button>
      <Button
        label={t('Save as JSON')}
        onClick={() => post({ kind: 'save', format: 'json', name: run.target.name, text: toJson(run) })}
      >
        JSON
      </Button>
      {drawing && (
        <Button label={t('Save as SVG')} onClick={() => saveDrawing(task)}>
          SVG
        </Button>
      )}
    </div>
  );
}

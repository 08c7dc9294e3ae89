/**
 * Looks at the panels outside the editor: `node webviews/preview/preview.ts [FOLDER [NAME]]`. Draws every sample in
 * every theme, writes pictures into FOLDER, and reports what axe and the content security policy object to.
 */
import { mkdir } from 'node:fs/promises';
import type { PanelKind, ToPanel } from '../../server/protocol/index.ts';
import { type Theme, startPreview, themes } from './panel-page.ts';
import { samples } from './samples.ts';

const [folder = 'out/preview', only = ''] = process.argv.slice(2);
let objections = 0;

await mkdir(folder, { recursive: true });
const preview = await startPreview();
try {
  for (const panel of ['histogram', 'task-graph', 'targets', 'compilation'] as const)
    for (const [name, message] of Object.entries(samples[panel]))
      if (`${panel}-${name}`.includes(only))
        for (const theme of themes) await look(panel, name, message, theme);
} finally {
  await preview.close();
}
console.log(objections === 0 ? 'Nothing to object to.' : `${objections} objections.`);
process.exitCode = objections === 0 ? 0 : 1;

async function look(panel: PanelKind, name: string, message: ToPanel, theme: Theme): Promise<void> {
  const complain = (text: string) => {
    objections++;
    console.log(`${panel} ${name} ${theme}: ${text}`);
  };
  const shown = await preview.open(panel, theme, complain);
  await shown.show(message);
  await shown.page.screenshot({ path: `${folder}/${panel}-${name}-${theme}.png`, animations: 'disabled' });
  for (const objection of await shown.objections()) complain(objection);
  await shown.page.close();
}

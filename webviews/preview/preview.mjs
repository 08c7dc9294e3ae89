/**
 * Looks at the panels outside the editor: `node webviews/preview/preview.mjs [FOLDER [NAME]]`. Draws every sample in
 * every theme, writes pictures into FOLDER, and reports what axe and the content security policy object to.
 */
import { mkdir } from 'node:fs/promises';
import { startPreview, themes } from './panel-page.mjs';
import { samples } from './samples.ts';

const [folder = 'out/preview', only = ''] = process.argv.slice(2);
let objections = 0;

await mkdir(folder, { recursive: true });
const preview = await startPreview();
try {
  for (const [panel, messages] of Object.entries(samples))
    for (const [name, message] of Object.entries(messages))
      if (`${panel}-${name}`.includes(only))
        for (const theme of themes) await look(panel, name, message, theme);
} finally {
  await preview.close();
}
console.log(objections === 0 ? 'Nothing to object to.' : `${objections} objections.`);
process.exitCode = objections === 0 ? 0 : 1;

async function look(panel, name, message, theme) {
  const complain = (text) => {
    objections++;
    console.log(`${panel} ${name} ${theme}: ${text}`);
  };
  const shown = await preview.open(panel, theme, complain);
  await shown.show(message);
  await shown.page.screenshot({ path: `${folder}/${panel}-${name}-${theme}.png`, animations: 'disabled' });
  for (const objection of await shown.objections()) complain(objection);
  await shown.page.close();
}

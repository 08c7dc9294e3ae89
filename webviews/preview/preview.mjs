/**
 * Looks at the panels outside the editor: `node webviews/preview/preview.mjs FOLDER [NAME]`. Draws every sample in
 * every theme, writes pictures into FOLDER, and reports what axe and the content security policy object to.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import esbuild from 'esbuild';
import { chromium as browserType } from 'playwright-core';
import { samples } from './samples.ts';

const [folder = 'out/preview', only = ''] = process.argv.slice(2);
const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'];
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const origin = 'http://panel.test';

const files = await bundle();
await mkdir(folder, { recursive: true });
const browser = await browserType.launch({
  executablePath: await chromium.executablePath(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
let objections = 0;
try {
  for (const panel of Object.keys(samples))
    for (const [name, message] of Object.entries(samples[panel]))
      if (`${panel}-${name}`.includes(only))
        for (const theme of themes) await look(panel, name, message, theme);
} finally {
  await browser.close();
}
console.log(objections === 0 ? 'Nothing to object to.' : `${objections} objections.`);
process.exitCode = objections === 0 ? 0 : 1;

async function bundle() {
  const path = (name) => fileURLToPath(new URL(name, import.meta.url));
  const result = await esbuild.build({
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: '/',
    entryPoints: {
      histogram: path('../histogram/main.tsx'),
      'task-graph': path('../task-graph/main.tsx'),
      themes: path('./themes.css'),
    },
  });
  return new Map(result.outputFiles.map((file) => [file.path.replace(/^.*[/\\]/, '/'), file.text]));
}

async function look(panel, name, message, theme) {
  const page = await browser.newPage({ viewport: { width: 760, height: 640 } });
  const complain = (text) => {
    objections++;
    console.log(`${panel} ${name} ${theme}: ${text}`);
  };
  page.on('pageerror', (error) => complain(error.stack));
  page.on('console', (entry) => entry.type() === 'error' && complain(entry.text()));
  await page.route(`${origin}/**`, (route) => answer(route, panel, theme));
  await page.goto(`${origin}/`);
  await page.evaluate((sent) => window.postMessage(sent, '*'), message);
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${folder}/${panel}-${name}-${theme}.png`, animations: 'disabled' });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, help, nodes } of violations)
    complain(`${id}: ${help}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary}`);
  await page.close();
}

/** Serves the page as the editor would, with the same policy. */
function answer(route, panel, theme) {
  const { pathname } = new URL(route.request().url());
  const text = files.get(pathname);
  if (text !== undefined)
    return route.fulfill({
      body: text,
      contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript',
    });
  if (pathname !== '/') return route.fulfill({ status: 204 });
  return route.fulfill({ body: html(panel, theme), contentType: 'text/html' });
}

function html(panel, theme) {
  return `<!DOCTYPE html>
<html lang="en" data-theme="${theme}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${origin} 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; script-src 'nonce-preview'" />
    <title>${panel}</title>
    <link rel="stylesheet" href="/themes.css" />
    <link rel="stylesheet" href="/${panel}.css" />
  </head>
  <body class="vscode-${theme}">
    <div id="root"></div>
    <script nonce="preview">
      const state = { value: undefined };
      window.sent = [];
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => window.sent.push(message),
        getState: () => state.value,
        setState: (value) => (state.value = value),
      });
    </script>
    <script nonce="preview" src="/${panel}.js"></script>
  </body>
</html>`;
}

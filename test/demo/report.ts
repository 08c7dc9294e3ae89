import { readFile } from 'node:fs/promises';
import type { RunView } from '../../server/protocol/index.ts';

const bundles = new URL('../../dist/webviews/', import.meta.url);

/** Theme colours of a light and a dark page; the panels ask for them by the editor's names. */
const light = {
  'editor-background': '#ffffff',
  foreground: '#3b3b3b',
  descriptionForeground: '#5f5f5f',
  'editorWidget-background': '#f8f8f8',
  'panel-border': '#d4d4d4',
  focusBorder: '#005fb8',
  'button-background': '#005fb8',
  'button-foreground': '#ffffff',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryHoverBackground': '#cccccc',
  'input-background': '#ffffff',
  'input-foreground': '#3b3b3b',
  'input-placeholderForeground': '#767676',
  'dropdown-background': '#ffffff',
  'dropdown-foreground': '#3b3b3b',
  'dropdown-border': '#cecece',
  'charts-blue': '#1a85ff',
  'charts-green': '#388a34',
  'progressBar-background': '#005fb8',
};
const dark = {
  'editor-background': '#1f1f1f',
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  'editorWidget-background': '#202020',
  'panel-border': '#3c3c3c',
  focusBorder: '#0078d4',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryHoverBackground': '#3c3c3c',
  'input-background': '#313131',
  'input-foreground': '#cccccc',
  'input-placeholderForeground': '#989898',
  'dropdown-background': '#313131',
  'dropdown-foreground': '#cccccc',
  'dropdown-border': '#3c3c3c',
  'charts-blue': '#3794ff',
  'charts-green': '#89d185',
  'progressBar-background': '#0078d4',
};

/** One page that shows a run as the two panels of the editor show it; it needs nothing beside itself. */
export async function runReport(run: RunView): Promise<string> {
  const [graph, histogram] = await Promise.all([panelPage('task-graph', run), panelPage('histogram', run)]);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(run.file)} · ${escape(run.target.name)}</title>
<style>
  html, body { margin: 0; height: 100%; background: Canvas; color-scheme: light dark }
  body { display: grid; grid-template-rows: minmax(320px, 2fr) minmax(420px, 3fr); gap: 1px }
  iframe { width: 100%; height: 100%; border: 0 }
</style>
<iframe title="Task graph" srcdoc="${escape(graph)}"></iframe>
<iframe title="Histogram" srcdoc="${escape(histogram)}"></iframe>
</html>
`;
}

async function panelPage(panel: string, run: RunView): Promise<string> {
  const [script, style] = await Promise.all([
    readFile(new URL(`${panel}.js`, bundles), 'utf8'),
    readFile(new URL(`${panel}.css`, bundles), 'utf8'),
  ]);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${panel}</title>
<style>${colours()}${style}</style>
<body class="vscode-light">
<div id="root"></div>
<script>${standIn(run)}</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>`;
}

function colours(): string {
  const declare = (theme: Record<string, string>) =>
    Object.entries(theme)
      .map(([name, value]) => `--vscode-${name}: ${value};`)
      .join('');
  const fonts =
    '--vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; --vscode-editor-font-family: monospace;';
  return `:root { ${fonts} ${declare(light)} } @media (prefers-color-scheme: dark) { :root { ${declare(dark)} } }`;
}

/** Stands in for the editor: hands the run to the panel as soon as it is ready. */
function standIn(run: RunView): string {
  const message = JSON.stringify({ kind: 'run', run }).replaceAll('<', '\\u003c');
  return `
    let state = {};
    window.acquireVsCodeApi = () => ({
      getState: () => state,
      setState: (next) => { state = next; },
      postMessage: (message) => {
        if (message.kind === 'ready') window.postMessage(${message}, '*');
      },
    });`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** Opens panels in a browser of their own, under the editor's policy and with its theme colours, but without an editor. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import esbuild from 'esbuild';
import { type Page, type Route, chromium as browserType } from 'playwright-core';
import type { FromPanel, PanelKind, ToPanel } from '../../server/protocol/index.ts';

export const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;

export type Theme = (typeof themes)[number];

/** What a panel says, by the English text. */
type Words = Readonly<Record<string, string>>;

/** A browser in which panels can be opened. */
export interface Preview {
  /** A page with a panel on it; `complain` hears of errors and of what the policy blocks. */
  open(panel: PanelKind, theme: Theme, complain: (text: string) => void, words?: Words): Promise<PanelPage>;
  close(): Promise<void>;
}

/** What the page keeps for the tests in place of an editor. */
interface PageGlobals {
  readonly sent: FromPanel[];
  readonly axe: {
    run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
  };
}

const origin = 'http://panel.test';
const browserOptions = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Bundles the panels as they are built and starts a browser for them. */
export async function startPreview(): Promise<Preview> {
  const files = await bundle();
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const executablePath = await chromium.executablePath();
  const browser = await browserType.launch({ executablePath, args: browserOptions });
  return {
    async open(panel, theme, complain, words = {}) {
      const page = await browser.newPage({ viewport: { width: 760, height: 640 } });
      page.on('pageerror', (error) => complain(error.stack ?? error.message));
      page.on('console', (entry) => {
        if (entry.type() === 'error') complain(entry.text());
      });
      await page.route(`${origin}/**`, (route) => answer(route, files, html(panel, theme, words)));
      await page.goto(`${origin}/`);
      return new PanelPage(page, axe);
    },
    close: () => browser.close(),
  };
}

/** One open panel. */
export class PanelPage {
  readonly page: Page;
  readonly #axe: string;

  constructor(page: Page, axe: string) {
    this.page = page;
    this.#axe = axe;
  }

  /** Sends a message as the editor does, and waits until it is drawn. */
  async show(message: ToPanel): Promise<void> {
    const sent: unknown = message;
    await this.page.evaluate((received) => {
      window.postMessage(received, '*');
      return new Promise((resolve) => {
        setTimeout(() => requestAnimationFrame(() => resolve(undefined)), 50);
      });
    }, sent);
  }

  /** What the panel has told the editor. */
  sent(): Promise<readonly FromPanel[]> {
    return this.page.evaluate(() => (globalThis as unknown as PageGlobals).sent);
  }

  /** What axe objects to. */
  async objections(): Promise<readonly string[]> {
    await this.page.evaluate(this.#axe);
    const { violations } = await this.page.evaluate(() => (globalThis as unknown as PageGlobals).axe.run());
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
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
      targets: path('../targets/main.tsx'),
      compilation: path('../compilation/main.tsx'),
      themes: path('./themes.css'),
    },
  });
  return new Map(result.outputFiles.map((file) => [file.path.replace(/^.*[/\\]/, '/'), file.text]));
}

/** Serves the page as the editor would, with the same policy. */
function answer(route: Route, files: ReadonlyMap<string, string>, page: string): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const text = files.get(pathname);
  if (text !== undefined)
    return route.fulfill({
      body: text,
      contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript',
    });
  if (pathname !== '/') return route.fulfill({ status: 204 });
  return route.fulfill({ body: page, contentType: 'text/html' });
}

function html(panel: PanelKind, theme: Theme, words: Words): string {
  const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
  const policy = `default-src 'none'; style-src ${origin} ${emptyStyle}; script-src 'nonce-preview'`;
  return `<!DOCTYPE html>
<html lang="en" data-theme="${theme}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>${panel}</title>
    <link rel="stylesheet" href="/themes.css" />
    <link rel="stylesheet" href="/${panel}.css" />
  </head>
  <body class="vscode-${theme}">
    <div id="root" data-words="${JSON.stringify(words).replaceAll('"', '&quot;')}"></div>
    <script nonce="preview">
      const stored = { value: undefined };
      window.sent = [];
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => window.sent.push(message),
        getState: () => stored.value,
        setState: (value) => (stored.value = value),
      });
      window.stored = stored;
    </script>
    <script nonce="preview" src="/${panel}.js"></script>
  </body>
</html>`;
}

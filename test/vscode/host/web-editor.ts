import { readFileSync, readdirSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { scheme } from '../web/files/scheme.ts';
import { repository } from './artefacts.ts';
import { builtVsix } from './build.ts';
import { ensureCodeServer } from './code-server.ts';
import { manifest } from './manifest.ts';
import { installVsix } from './server.ts';
import { type StaticFiles, serveFiles } from './static-files.ts';
import { quiet } from './user-settings.ts';

/** A VS Code that is nothing but files on a web server: its extensions run in a worker of the browser. */
export interface WebEditor {
  /** Opens the editor on the programs. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves VS Code for the Web with the packaged extension, on a workspace in the browser's memory. */
export async function startWebEditor(programs: Readonly<Record<string, string>>): Promise<WebEditor> {
  const vscode = await ensureCodeServer();
  const folder = await mkdtemp(path.join(tmpdir(), 'quantumflow-web-'));
  const [extension, files] = await Promise.all([installed(vscode, folder), bundledFiles(folder)]);
  const script = path.join('out', 'vs', 'code', 'browser', 'workbench', 'workbench.js');
  const server = await serveFiles((origin) => ({
    '/': { text: pageOf(vscode, origin), type: 'text/html' },
    '/static': { folder: vscode },
    [`/static/${script}`]: { text: withoutServer(vscode, script), type: 'text/javascript' },
    '/extension': { folder: extension },
    '/files': { folder: files },
    '/workspace.json': { text: JSON.stringify(inWorkspace(programs)), type: 'application/json' },
  }));
  return { url: `${server.origin}/`, stop: () => ended(server, folder) };
}

async function ended(server: StaticFiles, folder: string): Promise<void> {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The texts of the programs in a folder of the repository, by their names: of all, or of those that are named. */
export function programsIn(folder: string, names?: readonly string[]): Readonly<Record<string, string>> {
  const found = readdirSync(path.join(repository, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && names?.includes(entry.name) !== false)
    .map(({ name }) => [name, readFileSync(path.join(repository, folder, name), 'utf8')] as const);
  return Object.fromEntries(found);
}

const workspaceFolder = '/programs';

function inWorkspace(programs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(programs).map(([name, text]) => [`${workspaceFolder}/${name}`, text]),
  );
}

/** The folder of the extension as the package has it. */
async function installed(vscode: string, folder: string): Promise<string> {
  await installVsix(path.join(vscode, 'out', 'server-main.js'), folder, builtVsix());
  const { publisher, name, version } = manifest;
  return path.join(folder, 'extensions', `${publisher}.${name}-${version}`);
}

/** The folder of the extension that keeps the workspace. */
async function bundledFiles(folder: string): Promise<string> {
  const source = path.join(import.meta.dirname, '..', 'web', 'files');
  const outdir = path.join(folder, 'files');
  await esbuild.build({
    entryPoints: [path.join(source, 'main.ts')],
    outdir,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  });
  await copyFile(path.join(source, 'manifest.json'), path.join(outdir, 'package.json'));
  return outdir;
}

/** The editor that this server gives asks it for settings and a remote extension host; VS Code for the Web has neither. */
function withoutServer(vscode: string, script: string): string {
  let text = readFileSync(path.join(vscode, script), 'utf8');
  for (const [asked, own] of [
    [',remoteAuthority:location.host}', '}'],
    ['.file(this.userDataPath).with({scheme:J.vscodeRemote})', '.file("/").with({scheme:J.vscodeUserData})'],
  ] as const) {
    if (text.split(asked).length !== 2) throw new Error(`${script} asks for its server in another way.`);
    text = text.replace(asked, own);
  }
  return text;
}

/** The page of the editor, filled in as its server does. */
function pageOf(vscode: string, origin: string): string {
  const template = readFileSync(
    path.join(vscode, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.html'),
    'utf8',
  );
  const values: Readonly<Record<string, string>> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration(origin)).replaceAll('"', '&quot;'),
    WORKBENCH_WEB_BASE_URL: '/static',
    WORKBENCH_NLS_URL: '/static/out/nls.messages.js',
    WORKBENCH_NLS_FALLBACK_URL: '/static/out/nls.messages.js',
  };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '');
}

function configuration(origin: string): object {
  const { protocol, host } = new URL(origin);
  const extensionAt = (name: string) => ({
    scheme: protocol.replace(':', ''),
    authority: host,
    path: `/${name}`,
  });
  return {
    folderUri: { scheme, authority: '', path: workspaceFolder },
    additionalBuiltinExtensions: [extensionAt('files')],
    developmentOptions: { extensions: [extensionAt('extension')], enableSmokeTestDriver: true },
    enableWorkspaceTrust: false,
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
    enableLanguagePacks: false,
    webviewEndpoint: `${origin}/static/out/vs/workbench/contrib/webview/browser/pre/`,
    configurationDefaults: { ...quiet, 'workbench.colorTheme': 'Default Dark Modern' },
  };
}

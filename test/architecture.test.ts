import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { cruise } from 'dependency-cruiser';
import { describe, it } from 'mocha';
import { version } from '../server/base/index.ts';

/** Who may import whom, as `docs/architecture.md` tells it: a room and the rooms whose doors it may use. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  base: [],
  protocol: ['base'],
  library: ['base'],
  'language/ide': ['base', 'protocol', 'library', 'language', 'circuit', 'hardware'],
  language: ['base', 'library'],
  circuit: ['base', 'library', 'language'],
  hardware: ['base', 'library', 'circuit'],
  store: ['base', 'protocol'],
  outside: ['base', 'workflow'],
  tables: ['base', 'protocol', 'language', 'workflow'],
  optimizer: ['base'],
  chemistry: ['base', 'circuit'],
  learning: ['base', 'library', 'circuit'],
  simulator: ['base', 'library', 'circuit'],
  backends: ['base', 'circuit', 'simulator', 'protocol'],
  workflow: [
    'base',
    'library',
    'language',
    'language/ide',
    'circuit',
    'chemistry',
    'learning',
    'hardware',
    'optimizer',
    'simulator',
    'backends',
    'protocol',
  ],
  debug: ['base', 'library', 'language', 'circuit', 'protocol'],
  lsp: ['base', 'library', 'language', 'language/ide', 'circuit', 'hardware', 'tables', 'protocol'],
  runner: [
    'base',
    'library',
    'language',
    'circuit',
    'simulator',
    'backends',
    'workflow',
    'store',
    'outside',
    'tables',
    'debug',
    'protocol',
  ],
  cli: [
    'base',
    'library',
    'language',
    'circuit',
    'hardware',
    'simulator',
    'backends',
    'workflow',
    'store',
    'outside',
    'tables',
    'protocol',
  ],
};

/** Packages that exactly one place may import. */
const packageOwners: Readonly<Record<string, string>> = {
  chevrotain: '^server/language/syntax/',
  '@vscode/webview-ui-toolkit': '^webviews/ui/kit',
  vscode: '^(client|test/vscode)/',
  'vscode-languageclient': '^client/',
  'vscode-languageserver': '^server/lsp/',
  '@yowasp/clang': '^server/simulator/native/',
  hyparquet: '^server/tables/formats/',
  'hyparquet-writer': '^server/tables/formats/',
};

const tests = '\\.test\\.ts$';

function roomRules() {
  return Object.entries(rooms).map(([room, allowed]) => ({
    name: `${room} imports only ${allowed.length === 0 ? 'itself' : allowed.join(', ')}`,
    severity: 'error' as const,
    from: {
      path: `^server/${room}/`,
      pathNot: room === 'language' ? [tests, '^server/language/ide/'] : tests,
    },
    to: { path: '^(server|client|webviews)/', pathNot: `^server/(${[room, ...allowed].join('|')})/` },
  }));
}

function doorRules() {
  return Object.keys(rooms).map((room) => ({
    name: `${room} is entered through its door`,
    severity: 'error' as const,
    from: { path: '^(server|client|webviews)/', pathNot: [`^server/${room}/`, tests] },
    to: {
      path: `^server/${room}/`,
      // Where a room needs Node it has a second door for browsers.
      pathNot: [`^server/${room}/(index|browser)\\.ts$`, '^server/language/ide/index\\.ts$'],
    },
  }));
}

function packageRules() {
  return Object.entries(packageOwners).map(([name, owner]) => ({
    name: `only ${owner} imports ${name}`,
    severity: 'error' as const,
    from: { path: '^(server|client|webviews)/', pathNot: [owner, tests] },
    to: { path: `(^|node_modules/)${name.replaceAll('/', '\\/')}($|/)` },
  }));
}

const hostRules = [
  {
    name: 'client and webviews see only base and protocol',
    severity: 'error' as const,
    from: { path: '^(client|webviews)/', pathNot: tests },
    to: { path: '^server/', pathNot: '^server/(base|protocol)/' },
  },
  {
    name: 'pure rooms use no Node module',
    severity: 'error' as const,
    from: {
      path: '^server/(base|protocol|library|language|circuit|hardware|optimizer|chemistry|learning)/',
      pathNot: tests,
    },
    to: { dependencyTypes: ['core' as const] },
  },
  {
    name: 'only lowering imports the language',
    severity: 'error' as const,
    from: { path: '^server/circuit/', pathNot: ['^server/circuit/lowering/', tests] },
    to: { path: '^server/language/' },
  },
  {
    name: 'only the editor features import circuits',
    severity: 'error' as const,
    from: { path: '^server/language/', pathNot: ['^server/language/ide/', tests] },
    to: { path: '^server/circuit/' },
  },
];

describe('the architecture', () => {
  it('has the walls that docs/architecture.md draws', async function () {
    this.timeout(120_000);
    const { output } = await cruise(['server', 'client', 'webviews'], {
      ruleSet: { forbidden: [...roomRules(), ...doorRules(), ...packageRules(), ...hostRules] },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '\\.generated\\.ts$' },
    });
    assert.ok(typeof output !== 'string');
    assert.ok(output.summary.totalCruised > 100, `only ${output.summary.totalCruised} files were seen`);
    const broken = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    assert.deepEqual(broken, []);
  });

  it('gives the product one version', async () => {
    const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    assert.equal(Reflect.get(Object(manifest), 'version'), version);
  });
});

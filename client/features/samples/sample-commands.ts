import * as vscode from 'vscode';
import { type Sample, describeSample, needsNeighbours } from './sample.ts';

const walkthrough = 'quantumflow.quantumflow#qflow.start';

/** The commands that open a shipped program, a new one to play with, and the walkthrough. */
export function registerSamples(extension: vscode.Uri): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('qflow.openSample', (name?: unknown) => openSample(extension, name)),
    vscode.commands.registerCommand('qflow.openPlayground', () => openCopy('qflow', playground())),
    vscode.commands.registerCommand('qflow.getStarted', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false),
    ),
  );
}

/** Opens a sample by its file name, or the one that the user chooses. */
async function openSample(extension: vscode.Uri, name: unknown): Promise<vscode.TextEditor | undefined> {
  const file = typeof name === 'string' ? name : (await chooseSample(extension))?.file;
  if (file === undefined) return undefined;
  const uri = sampleUri(extension, file);
  const text = await readSample(uri);
  if (!needsNeighbours(text)) return openCopy(file.endsWith('.qflow') ? 'qflow' : 'openqasm', text);
  const editor = await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
  return editor;
}

/** A new document of the user's own. */
async function openCopy(language: string, content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

async function chooseSample(extension: vscode.Uri): Promise<Sample | undefined> {
  // The build lists them: a browser has no folders of extensions.
  const list: unknown = JSON.parse(await readSample(vscode.Uri.joinPath(extension, 'dist', 'samples.json')));
  const files = Array.isArray(list) ? list.map(String) : [];
  const samples = files.map(async (file) => {
    const sample = describeSample(file, await readSample(sampleUri(extension, file)));
    return { label: sample.title, description: file, detail: sample.summary, sample };
  });
  const picked = await vscode.window.showQuickPick(Promise.all(samples), {
    title: vscode.l10n.t('Open Sample'),
    placeHolder: vscode.l10n.t('Choose a program'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.sample;
}

function sampleUri(extension: vscode.Uri, file: string): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'samples', file);
}

async function readSample(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function playground(): string {
  return `// ${vscode.l10n.t('A place to play: press Run above a circuit, a workflow or a test, change something, and run it again.')}

/// ${vscode.l10n.t('Two qubits that always agree.')}
circuit bell {
  qubit[2] q;
  h q[0];
  cx q[0], q[1];
  bit[2] c = measure q;
}

observable agree = Z[0] * Z[1];

workflow look {
  task pairs = sample(bell, shots: 1000);
  task agreement = estimate(bell, agree);
}

test "the qubits agree" {
  assert close(probability(simulate(bell), "01"), 0);
}
`;
}

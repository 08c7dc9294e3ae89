import * as vscode from 'vscode';

/** Lines above the place where a circuit stands whose names show their values. */
const linesAbove = 40;

/** Names in a line of code, without what stands behind `//`. */
const word = /[A-Za-z_]\w*/g;

/** Shows, while a circuit stands, what the names above that place hold. */
export const inlineValues: vscode.InlineValuesProvider = {
  provideInlineValues(document, viewPort, context) {
    const last = context.stoppedLocation.end.line;
    const first = Math.max(0, viewPort.start.line, last - linesAbove);
    const found: vscode.InlineValue[] = [];
    for (let line = first; line <= Math.min(last, document.lineCount - 1); line++)
      found.push(...namesIn(document.lineAt(line)));
    return found;
  },
};

function namesIn({ text, lineNumber }: vscode.TextLine): readonly vscode.InlineValue[] {
  const [code = ''] = text.split('//');
  const seen = new Set<string>();
  return [...code.matchAll(word)].flatMap(({ 0: name, index }) => {
    if (seen.has(name)) return [];
    seen.add(name);
    const range = new vscode.Range(lineNumber, index, lineNumber, index + name.length);
    return [new vscode.InlineValueVariableLookup(range, name, true)];
  });
}

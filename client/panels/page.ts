import * as vscode from 'vscode';
import type { PanelKind } from '../../server/protocol/index.ts';

/** The folder that panels may load from, and the only one. */
export function panelFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webviews');
}

/** The hash of nothing: the widget toolkit adds one empty style element, which it fills through the object model. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The page of a panel: one script by nonce, one style sheet, the words of the editor's language, and nothing else. */
export function panelPage(webview: vscode.Webview, extension: vscode.Uri, kind: PanelKind, title: string) {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(panelFolder(extension), name));
  const policy = `default-src 'none'; style-src ${webview.cspSource} ${emptyStyle}; script-src 'nonce-${nonce}'`;
  const words = attribute(JSON.stringify(vscode.l10n.bundle ?? {}));
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.l10n.bundle === undefined ? 'en' : vscode.env.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="${address(`${kind}.css`).toString()}" />
  </head>
  <body>
    <div id="root" data-words="${words}"></div>
    <script nonce="${nonce}" src="${address(`${kind}.js`).toString()}"></script>
  </body>
</html>`;
}

/** A text between the quotes of an attribute. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

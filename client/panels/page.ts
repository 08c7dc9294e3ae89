import * as vscode from 'vscode';
import type { PanelKind } from '../../server/protocol/index.ts';

/** The folder that panels may load from, and the only one. */
export function panelFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webviews');
}

/** The hash of nothing: the widget toolkit adds one empty style element, which it fills through the object model. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The page of a panel: one script by nonce, one style sheet, and nothing else that could be loaded or run. */
export function panelPage(webview: vscode.Webview, extension: vscode.Uri, kind: PanelKind, title: string) {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(panelFolder(extension), name));
  const policy = `default-src 'none'; style-src ${webview.cspSource} ${emptyStyle}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="${address(`${kind}.css`).toString()}" />
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}" src="${address(`${kind}.js`).toString()}"></script>
  </body>
</html>`;
}

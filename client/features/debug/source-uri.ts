import * as vscode from 'vscode';
import type { DebugMessage } from '../../../server/protocol/index.ts';
import { isRecord } from '../../decode.ts';

/** The request with the program and the source that it names as URIs; editors send files as paths. */
export function withUri(message: DebugMessage): DebugMessage {
  const given = message['arguments'];
  if (!isRecord(given)) return message;
  const { program, source } = given;
  return {
    ...message,
    arguments: {
      ...given,
      ...(typeof program === 'string' ? { program: uriText(program) } : {}),
      ...(isRecord(source) && typeof source['path'] === 'string'
        ? { source: { ...source, path: uriText(source['path']) } }
        : {}),
    },
  };
}

/** A scheme has two letters at least, so that `C:` is none. */
const uri = /^[A-Za-z][A-Za-z0-9+.-]+:/;

function uriText(path: string): string {
  return (uri.test(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path)).toString();
}

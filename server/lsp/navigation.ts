import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Connection,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  LSPErrorCodes,
  type LinkedEditingRanges,
  type Location,
  type PrepareRenameResult,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  SymbolInformation,
  type SymbolKind,
  type WorkspaceEdit,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import {
  type CallItem,
  callItem,
  documentHighlights,
  documentLinks,
  incomingCalls,
  linkedEditing,
  namePattern,
  outgoingCalls,
  prepareRename,
  references,
  rename,
  typeDefinition,
  workspaceSymbols,
} from '../language/ide/index.ts';
import type { AtPosition, Requests } from './requests.ts';
import { symbolKinds, toLocation, toTextEdit } from './to-lsp.ts';
import type { Family } from './workspace.ts';

/** Answers where things are and who uses them. */
export function registerNavigation(connection: Connection, requests: Requests): void {
  connection.onReferences(
    requests.acrossFrom<ReferenceParams, Location[]>(
      'references',
      [],
      ({ family, model, offset }, { context }) =>
        references(model, offset, family.models, context.includeDeclaration).flatMap(({ uri, span }) =>
          family.location(uri, span),
        ),
    ),
  );
  connection.onDocumentHighlight(
    requests.about<AtPosition, DocumentHighlight[]>(
      'highlights',
      [],
      ({ model, places, offset }, { position }) =>
        documentHighlights(model, offset(position)).map(({ kind, span }) => ({
          kind: kind === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
          range: places.range(span),
        })),
    ),
  );
  connection.onTypeDefinition(
    requests.about<AtPosition, Location | null>('type definition', null, (file, { position }) => {
      const found = typeDefinition(file.model, file.offset(position));
      const places = found === undefined ? undefined : file.placesOf(found.uri);
      return found === undefined || places === undefined ? null : toLocation(found.uri, found.span, places);
    }),
  );
  connection.onWorkspaceSymbol(
    requests.across<WorkspaceSymbolParams, SymbolInformation[]>(
      'workspace symbols',
      [],
      (family, { query }, token) =>
        workspaceSymbols(family.models, query, token).flatMap(({ name, kind, uri, nameSpan, container }) =>
          family
            .location(uri, nameSpan)
            .map(({ range }) => SymbolInformation.create(name, symbolKinds[kind], range, uri, container)),
        ),
    ),
  );
  connection.onDocumentLinks(
    requests.aboutWhole('links', [] as DocumentLink[], ({ model, places }) =>
      documentLinks(model).map(({ span, uri }) => ({ range: places.range(span), target: uri })),
    ),
  );
  connection.languages.onLinkedEditingRange(
    requests.about<AtPosition, LinkedEditingRanges | null>(
      'linked editing',
      null,
      ({ model, places, offset }, { position }) => {
        const ranges = linkedEditing(model, offset(position)).map((span) => places.range(span));
        return ranges.length === 0 ? null : { ranges, wordPattern: namePattern };
      },
    ),
  );
  registerRename(connection, requests);
  registerCallHierarchy(connection, requests);
}

function registerRename(connection: Connection, requests: Requests): void {
  connection.onPrepareRename(
    requests.about<AtPosition, PrepareRenameResult | ResponseError | null>(
      'rename',
      null,
      ({ model, places, offset }, { position }) => {
        const found = prepareRename(model, offset(position));
        return found.kind === 'refused'
          ? refused(found.reason)
          : { range: places.range(found.span), placeholder: found.name };
      },
    ),
  );
  connection.onRenameRequest(
    requests.acrossFrom<RenameParams, WorkspaceEdit | ResponseError | null>(
      'rename',
      null,
      ({ family, model, offset }, { newName }) => {
        const found = rename(model, offset, family.models, newName);
        if (found.kind === 'refused') return refused(found.reason);
        const changes: Required<WorkspaceEdit>['changes'] = {};
        for (const { uri, edits } of found.files) {
          const places = family.placesOf(uri);
          if (places !== undefined) changes[uri] = edits.map((edit) => toTextEdit(edit, places));
        }
        return { changes };
      },
    ),
  );
}

/** The editor shows the reason beside the name. */
function refused(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

// -------------------------------------------------------------------------------------------------- call hierarchy

function registerCallHierarchy(connection: Connection, requests: Requests): void {
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    requests.acrossFrom<AtPosition, CallHierarchyItem[] | null>(
      'calls',
      null,
      ({ family, model, offset }) => {
        const item = callItem(model, offset);
        return item === undefined ? null : toCallItems(item, family);
      },
    ),
  );
  callHierarchy.onIncomingCalls(
    requests.across<{ readonly item: CallHierarchyItem }, CallHierarchyIncomingCall[] | null>(
      'incoming calls',
      null,
      (family, { item: { uri, selectionRange } }, token) => {
        const place = family.place(uri, selectionRange.start);
        if (place === undefined) return null;
        return incomingCalls(place.model, place.offset, family.models, token).flatMap(({ item, spans }) =>
          toCallItems(item, family).map((from) => ({ from, fromRanges: family.ranges(item.uri, spans) })),
        );
      },
    ),
  );
  callHierarchy.onOutgoingCalls(
    requests.across<{ readonly item: CallHierarchyItem }, CallHierarchyOutgoingCall[] | null>(
      'outgoing calls',
      null,
      (family, { item: { uri, selectionRange } }) => {
        const place = family.place(uri, selectionRange.start);
        if (place === undefined) return null;
        return outgoingCalls(place.model, place.offset).flatMap(({ item, spans }) =>
          toCallItems(item, family).map((to) => ({ to, fromRanges: family.ranges(uri, spans) })),
        );
      },
    ),
  );
}

/** One item, or none where its file is not at hand. */
function toCallItems({ name, kind, uri, span, nameSpan }: CallItem, family: Family): CallHierarchyItem[] {
  const [range] = family.ranges(uri, [span]);
  const [selectionRange] = family.ranges(uri, [nameSpan]);
  if (range === undefined || selectionRange === undefined) return [];
  const symbolKind: SymbolKind = symbolKinds[kind === 'program' ? 'circuit' : kind];
  const detail = uri.slice(uri.lastIndexOf('/') + 1);
  return [{ name, kind: symbolKind, detail, uri, range, selectionRange }];
}

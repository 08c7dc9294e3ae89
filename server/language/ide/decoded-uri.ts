/** Editors and the language spell the same file's address with more or fewer percent signs. */
export function decodedUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

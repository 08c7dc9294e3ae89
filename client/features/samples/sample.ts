/** A shipped program as people choose it. */
export interface Sample {
  /** `01-bell.qflow`. */
  readonly file: string;
  readonly title: string;
  /** What its first comment says, up to the end of the first sentence or of its line. */
  readonly summary: string;
}

/** What a sample is called and about, by its file name and its text. */
export function describeSample(file: string, text: string): Sample {
  const words = file.replace(/^\d+-/, '').replace(/\.\w+$/, '').split('-').join(' ');
  const [, comment = ''] = /^\s*\/\/\/?\s*(.*)$/m.exec(text) ?? [];
  const [summary] = comment.split(/(?<=\.)\s/);
  return { file, title: words.charAt(0).toUpperCase() + words.slice(1), summary: summary ?? '' };
}

/** Whether a program needs files that lie beside it, which a copy elsewhere would not find. */
export function needsNeighbours(text: string): boolean {
  const paths = [...text.matchAll(/^\s*(?:import|include)\b[^;"]*"([^"]+)"/gm)].map(([, path = '']) => path);
  if (/\b(?:csv|json|parquet|python|node|fcidump)\("/.test(text)) return true;
  return paths.some((path) => !/^std\/|^(?:stdgates|qelib1)\.inc$/.test(path));
}

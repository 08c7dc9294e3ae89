import grammar from '../../../syntaxes/qflow.tmLanguage.json' with { type: 'json' };

/** A rule of a TextMate grammar, as far as that of the language goes: matches, regions, and rules by name. */
interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly include?: string;
  readonly patterns?: readonly Rule[];
}

/** A rule with its expressions ready. */
interface Matcher {
  readonly rule: Rule;
  readonly start: RegExp;
  readonly end?: RegExp;
}

/** What scopes of the grammar are called in `media/markdown.css`, the first that fits. */
const classes: readonly (readonly [scope: string, name: string])[] = [
  ['comment', 'comment'],
  ['string', 'string'],
  ['constant', 'number'],
  ['keyword.control', 'control'],
  ['keyword.operator.gate-modifier', 'keyword'],
  ['keyword.operator', ''],
  ['keyword', 'keyword'],
  ['storage.type', 'type'],
  ['storage', 'keyword'],
  ['entity.name.type', 'type'],
  ['entity', 'function'],
  ['support.function', 'function'],
];

const matchers: readonly Matcher[] = expanded(grammar);

/** A program as HTML whose words have the classes of their kinds. */
export function highlight(text: string): string {
  let html = '';
  for (let at = 0; at < text.length;) {
    const next = nearest(text, at);
    if (next === undefined) return html + escaped(text.slice(at));
    const [found, { rule, end }] = next;
    html += escaped(text.slice(at, found.index));
    const stop = regionEnd(text, found, end);
    html += end === undefined ? matchHtml(found, rule) : span(text.slice(found.index, stop), rule.name);
    at = stop;
  }
  return html;
}

/** The rule that applies first, and of those that apply in one place the first in the grammar. */
function nearest(text: string, at: number): readonly [RegExpExecArray, Matcher] | undefined {
  let best: readonly [RegExpExecArray, Matcher] | undefined;
  for (const matcher of matchers) {
    matcher.start.lastIndex = at;
    const found = matcher.start.exec(text);
    const isNearer = found !== null && found[0] !== '' && found.index < (best?.[0].index ?? text.length);
    if (isNearer) best = [found, matcher];
  }
  return best;
}

function regionEnd(text: string, { index, 0: { length } }: RegExpExecArray, end: RegExp | undefined): number {
  if (end === undefined) return index + length;
  end.lastIndex = index + length;
  const found = end.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}

/** One match: whole where the rule names it, else by its groups, which may leave words between them. */
function matchHtml(found: RegExpExecArray, { name, captures }: Rule): string {
  const [whole] = found;
  if (captures === undefined) return span(whole, name);
  let html = '';
  let done = 0;
  for (const [group, { name: scope }] of Object.entries(captures)) {
    const [start, end] = found.indices?.[Number(group)] ?? [-1, -1];
    if (start - found.index < done) continue;
    html += span(whole.slice(done, start - found.index), name);
    html += span(whole.slice(start - found.index, end - found.index), scope);
    done = end - found.index;
  }
  return html + span(whole.slice(done), name);
}

function span(text: string, scope: string | undefined): string {
  const name = classes.find(([prefix]) => scope?.startsWith(prefix))?.[1] ?? '';
  return name === '' || text === '' ? escaped(text) : `<span class="qflow-${name}">${escaped(text)}</span>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The rules in the order in which they are tried, with those that are named elsewhere in their places. */
function expanded({ repository, patterns }: typeof grammar): readonly Matcher[] {
  const named = new Map<string, Rule>(Object.entries(repository));
  const expand = (rule: Rule): readonly Matcher[] => {
    if (rule.include !== undefined) return expand(named.get(rule.include.slice(1)) ?? {});
    const expression = rule.match ?? rule.begin;
    if (expression === undefined) return (rule.patterns ?? []).flatMap(expand);
    const start = new RegExp(expression, 'dgmu');
    return [rule.end === undefined ? { rule, start } : { rule, start, end: new RegExp(rule.end, 'gmu') }];
  };
  return patterns.flatMap(expand);
}

/** Saves the drawing on the page as an SVG file that looks the same without the page's style sheet. */
import { post } from './bridge.ts';

/** What a style sheet may set and the elements inside inherit. */
const inherited = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

export function saveDrawing(name: string): void {
  const drawing = document.querySelector<SVGSVGElement>('svg.drawing');
  if (drawing !== null) post({ kind: 'save', format: 'svg', name, text: standaloneSvg(drawing) });
}

function standaloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copyStyles(drawing, copy, undefined);
  for (const control of copy.querySelectorAll('[data-control]')) control.remove();
  for (const element of [copy, ...copy.querySelectorAll('*')]) strip(element);
  copy.prepend(background(drawing));
  return new XMLSerializer().serializeToString(copy);
}

/** Writes onto each element of the copy how its original looks, where that differs from its parent. */
function copyStyles(from: Element, to: Element, around: CSSStyleDeclaration | undefined): void {
  const style = getComputedStyle(from);
  for (const name of inherited) {
    const value = style.getPropertyValue(name);
    if (value === around?.getPropertyValue(name)) to.removeAttribute(name);
    else to.setAttribute(name, value);
  }
  if (style.opacity !== '1') to.setAttribute('opacity', style.opacity);
  if (style.display === 'none') to.setAttribute('display', 'none');
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin !== undefined) copyStyles(child, twin, style);
  }
}

const onlyOnThePage: ReadonlySet<string> = new Set(['class', 'tabindex', 'role', 'style']);

/** Removes what only means something on the page. */
function strip(element: Element): void {
  for (const { name } of [...element.attributes])
    if (onlyOnThePage.has(name) || name.startsWith('aria-') || name.startsWith('data-'))
      element.removeAttribute(name);
}

function background(drawing: SVGSVGElement): SVGRectElement {
  const { x, y, width, height } = drawing.viewBox.baseVal;
  const rectangle = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const fill = getComputedStyle(document.body).backgroundColor;
  for (const [name, value] of Object.entries({ x, y, width, height, fill }))
    rectangle.setAttribute(name, String(value));
  return rectangle;
}

/** Saves the drawing on the page as an SVG file that looks the same without the page's style sheet. */
import { post } from './bridge.ts';

const copied = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'paint-order',
  'stroke-dasharray',
  'opacity',
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
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copyStyles(drawing, copy);
  for (const control of copy.querySelectorAll('[data-control]')) control.remove();
  for (const element of copy.querySelectorAll('*')) strip(element);
  copy.prepend(background(drawing));
  return new XMLSerializer().serializeToString(copy);
}

function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of copied) to.setAttribute(name, style.getPropertyValue(name));
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin !== undefined) copyStyles(child, twin);
  }
}

/** Removes what only means something on the page. */
function strip(element: Element): void {
  for (const { name } of [...element.attributes])
    if (['class', 'tabindex', 'role', 'style'].includes(name) || name.startsWith('aria-'))
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

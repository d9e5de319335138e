// A few lines to make elements: text is always text, never HTML.

type Attributes = Record<string, string | boolean | ((event: Event) => void)>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Pictogram of a leaf ("pro-enc") or family ("pro"), from the symbols that the page carries. */
export function pictogram(name: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'pictogram');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  const known = [name, name.slice(0, 3)].find((id) => document.getElementById(`picto-${id}`)) ?? 'aut';
  use.setAttribute('href', `#picto-${known}`);
  svg.append(use);
  return svg;
}

// Street names of the town offered under the address field: a list that arrows, Enter and Escape drive (APG
// combobox). The text typed stays valid whatever happens; names come from the town's own map, after three letters.
import { element } from './dom';

export interface Street {
  name: string;
  lat: number;
  lon: number;
}

const fewest = 3; // letters
const pause = 300; // milliseconds
const most = 6;

const folded = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’']/g, ' ');

/** Streets whose name holds every word typed, house number aside. */
export function matchingStreets(streets: Street[], typed: string): Street[] {
  const words = folded(typed)
    .replace(/^\s*\d+\s*(bis|ter)?\b,?/, '')
    .split(/[\s,-]+/)
    .filter(Boolean);
  if (words.join('').length < fewest) return [];
  return streets
    .filter(({ name }) => {
      const parts = folded(name).split(/[\s-]+/);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .slice(0, most);
}

async function townStreets(): Promise<Street[]> {
  const answer = await fetch('/api/street/public/basemap.geojson');
  if (!answer.ok) return [];
  const town = (await answer.json()) as {
    features: { properties: { kind: string; name?: string }; geometry: { coordinates: [number, number][] } }[];
  };
  return town.features
    .filter(({ properties }) => properties.kind === 'street' && properties.name)
    .map(({ properties, geometry }) => {
      const [lon, lat] = geometry.coordinates[Math.floor(geometry.coordinates.length / 2)] ?? [0, 0];
      return { name: properties.name ?? '', lat, lon };
    });
}

export function watchAddress(input: HTMLInputElement, chosen: (street: Street) => void): void {
  const list = element('ul', {
    class: 'listbox',
    role: 'listbox',
    id: `${input.id}-liste`,
    'aria-label': 'Rues',
    hidden: true,
  });
  input.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  let streets: Promise<Street[]> | undefined;
  let timer = 0;
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const take = (street: Street) => {
    const number = /^\s*\d+\s*(?:bis|ter)?/i.exec(input.value)?.[0]?.trim();
    input.value = number ? `${number} ${street.name.charAt(0).toLowerCase()}${street.name.slice(1)}` : street.name;
    close();
    chosen(street);
  };
  const mark = (index: number) => {
    active = (index + list.children.length) % list.children.length;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    input.setAttribute('aria-activedescendant', `${list.id}-${active}`);
  };
  const offer = async () => {
    streets ??= townStreets().catch(() => []);
    const found = matchingStreets(await streets, input.value);
    if (found.length === 0 || document.activeElement !== input) return close();
    list.replaceChildren(
      ...found.map((street, i) =>
        element(
          'li',
          {
            role: 'option',
            id: `${list.id}-${i}`,
            'aria-selected': 'false',
            mousedown: (event) => {
              event.preventDefault();
              take(street);
            },
          },
          street.name,
        ),
      ),
    );
    active = -1;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void offer(), pause);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'ArrowDown') mark(active + 1);
    else if (event.key === 'ArrowUp') mark(active < 0 ? -1 : active - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && active >= 0)
      (list.children[active] as HTMLElement).dispatchEvent(new MouseEvent('mousedown'));
    else return;
    event.preventDefault();
  });
}

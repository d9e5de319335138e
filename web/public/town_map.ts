// The maps that only show: the public reports, grouped by the server, or one place. Loaded when the map opens.
// Each mark is a button; its popup takes the focus, Escape closes it and gives the focus back.
import * as L from 'leaflet';
import { map as texts } from '../fr.json';
import { makeMap } from './base_map';
import { element } from './dom';
import type { MapStart } from './map_start';
import { t } from './texts';

interface Cluster {
  lat: number;
  lon: number;
  count: number;
}
interface Mark {
  ref: string;
  lat: number;
  lon: number;
  state: string;
  state_label?: string;
  label: string;
}

// What stands at one place of the screen: reports sent one by one and groups counted by the server.
interface Group {
  lat: number;
  lon: number;
  count: number;
  marks: Mark[];
}

const closed = new Set(['non_retenu', 'doublon', 'annule']);
const fresh = new Set(['recu', 'a_qualifier', 'reouverture']);
const listed = 6; // reports at most in one popup
const gap = 4; // pixels between two marks
const farthest = 19; // zoom

function kindOf({ count, marks }: Group): string {
  const state = marks[0]?.state ?? '';
  if (count > 1) return 'cluster';
  if (state === 'resolu') return 'done';
  return closed.has(state) ? 'closed' : fresh.has(state) ? 'new' : 'progress';
}

const sizeOf = (count: number) => (count > 1 ? Math.round(28 + 12 * Math.log10(count)) : 24);

function icon(kind: string, size: number, text = ''): L.DivIcon {
  const mark = element('span', { class: `map-mark map-mark--${kind}` }, text);
  mark.style.width = mark.style.height = `${size}px`;
  return L.divIcon({ className: 'map-button', html: mark, iconSize: [size, size] });
}

/** Marks whose squares would cover each other become one: every button keeps its own 24 px. */
function apart(map: L.Map, groups: Group[]): Group[] {
  const kept: Group[] = [];
  const at = ({ lat, lon }: Group) => map.latLngToLayerPoint([lat, lon]);
  for (const group of [...groups].sort((a, b) => b.count - a.count)) {
    const near = kept.find((k) => {
      const { x, y } = at(k).subtract(at(group));
      return Math.max(Math.abs(x), Math.abs(y)) < (sizeOf(k.count) + sizeOf(group.count)) / 2 + gap;
    });
    if (near) {
      near.count += group.count;
      near.marks.push(...group.marks);
    } else kept.push({ ...group, marks: [...group.marks] });
  }
  // A mark that grew may touch another: again, until none does.
  return kept.length === groups.length ? kept : apart(map, kept);
}

/** A mark cut by the edge of the map, or under one of its buttons, could not be pressed: it comes back when the map moves; the
    list has it all along. */
function outOfReach(map: L.Map, { lat, lon, count }: Group): boolean {
  const frame = map.getContainer().getBoundingClientRect();
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const half = sizeOf(count) / 2;
  if (Math.min(x, y, frame.width - x, frame.height - y) < half) return true;
  const reach = half + gap;
  return [...map.getContainer().querySelectorAll('.leaflet-control')].some((control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const inside = (at: number, from: number, to: number) => at > from - reach && at < to + reach;
    return inside(x + frame.left, left, right) && inside(y + frame.top, top, bottom);
  });
}

function labelOf({ count, marks }: Group): string {
  const [mark] = marks;
  if (count > 1 || !mark) return t(texts, 'cluster', { n: count });
  return t(texts, 'marker', { label: mark.label, state: mark.state_label ?? '', ref: mark.ref });
}

function openPopup(map: L.Map, group: Group, marker: L.Marker): void {
  const items = group.marks.map(({ ref, label }) =>
    element(
      'p',
      {},
      element('strong', {}, label),
      element('br'),
      element('a', { href: `/signalements/${ref}` }, t(texts, 'see', { ref })),
    ),
  );
  const content = element('div', {}, ...items);
  map.once('popupopen', () => content.querySelector('a')?.focus());
  map.once('popupclose', () => (marker.getElement() ?? map.getContainer()).focus());
  L.popup({ closeButton: false, minWidth: 180 }).setLatLng([group.lat, group.lon]).setContent(content).openOn(map);
}

function showGroup(map: L.Map, layer: L.LayerGroup, group: Group): void {
  const text = group.count > 1 ? String(group.count) : '';
  const marker = L.marker([group.lat, group.lon], { icon: icon(kindOf(group), sizeOf(group.count), text) }).addTo(
    layer,
  );
  const all = group.marks.length === group.count;
  const press = () => {
    const closest = map.getZoom() >= farthest;
    if (all && (closest || group.count <= listed)) openPopup(map, group, marker);
    else map.setView([group.lat, group.lon], Math.min(farthest, map.getZoom() + 2), { animate: false });
  };
  const mark = marker.getElement();
  mark?.setAttribute('aria-label', labelOf(group));
  marker.on('click', press);
  mark?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  });
}

function addReportHere(map: L.Map): void {
  const here = new L.Control({ position: 'bottomleft' });
  here.onAdd = () => {
    const link = element('a', { class: 'button button--small', href: '/signaler' }, texts.report_here);
    const aim = () => {
      const { lat, lng } = map.getCenter();
      link.href = `/signaler?lat=${lat.toFixed(6)}&lon=${lng.toFixed(6)}`;
    };
    map.on('moveend', aim);
    aim();
    return link;
  };
  here.addTo(map);
}

export async function openReportsMap(container: HTMLElement, start: MapStart, query: string): Promise<void> {
  const map = await makeMap(container, start, texts.label, texts.zoom_in, texts.zoom_out);
  const layer = L.layerGroup().addTo(map);
  let asked = 0;
  const refresh = async () => {
    const mine = (asked += 1);
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((v) => v.toFixed(6));
    const answer = await fetch(`/api/street/public/map?bbox=${box.join(',')}&zoom=${map.getZoom()}&${query}`);
    if (!answer.ok || mine !== asked) return;
    const { clusters = [], markers = [] } = (await answer.json()) as { clusters?: Cluster[]; markers?: Mark[] };
    const groups = [
      ...clusters.map(({ lat, lon, count }) => ({ lat, lon, count, marks: [] })),
      ...markers.map((mark) => ({ lat: mark.lat, lon: mark.lon, count: 1, marks: [mark] })),
    ];
    layer.clearLayers();
    for (const group of apart(map, groups)) if (!outOfReach(map, group)) showGroup(map, layer, group);
  };
  container.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') map.closePopup();
  });
  addReportHere(map);
  map.on('moveend', () => void refresh());
  await refresh();
}

export async function openPlaceMap(container: HTMLElement, start: MapStart, label: string): Promise<void> {
  const map = await makeMap(container, start, t(texts, 'place', { label }), texts.zoom_in, texts.zoom_out);
  L.marker([start.lat, start.lon], { icon: icon('place', 26), keyboard: false, interactive: false }).addTo(map);
}

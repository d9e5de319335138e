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
  bbox?: [number, number, number, number];
}
interface Mark {
  ref: string;
  lat: number;
  lon: number;
  state: string;
  state_label?: string;
  label: string;
}

const done = new Set(['resolu']);
const closed = new Set(['non_retenu', 'doublon', 'annule']);
const fresh = new Set(['recu', 'a_qualifier', 'reouverture']);
const kindOf = (state: string) =>
  done.has(state) ? 'done' : closed.has(state) ? 'closed' : fresh.has(state) ? 'new' : 'progress';

function icon(kind: string, size: number, text = ''): L.DivIcon {
  const mark = element(
    'span',
    { class: `map-mark map-mark--${kind}`, style: `width:${size}px;height:${size}px` },
    text,
  );
  return L.divIcon({ className: 'map-button', html: mark, iconSize: [size, size] });
}

function button(marker: L.Marker, label: string, layer: L.LayerGroup, press: () => void): void {
  marker.addTo(layer);
  const mark = marker.getElement();
  mark?.setAttribute('aria-label', label);
  marker.on('click', press);
  mark?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  });
}

export async function openReportsMap(container: HTMLElement, start: MapStart, query: string): Promise<void> {
  const map = await makeMap(container, start, texts.label, texts.zoom_in, texts.zoom_out);
  const layer = L.layerGroup().addTo(map);
  let asked = 0;

  const openPopup = (mark: Mark, marker: L.Marker) => {
    const content = element(
      'div',
      {},
      element('p', {}, element('strong', {}, mark.label)),
      element('p', {}, element('a', { href: `/signalements/${mark.ref}` }, t(texts, 'see', { ref: mark.ref }))),
    );
    map.once('popupopen', () => content.querySelector('a')?.focus());
    map.once('popupclose', () => marker.getElement()?.focus());
    L.popup({ closeButton: false, minWidth: 180 }).setLatLng([mark.lat, mark.lon]).setContent(content).openOn(map);
  };
  const refresh = async () => {
    const mine = (asked += 1);
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((v) => v.toFixed(6));
    const answer = await fetch(`/api/street/public/map?bbox=${box.join(',')}&zoom=${map.getZoom()}&${query}`);
    if (!answer.ok || mine !== asked) return;
    const { clusters = [], markers = [] } = (await answer.json()) as { clusters?: Cluster[]; markers?: Mark[] };
    layer.clearLayers();
    for (const { lat, lon, count } of clusters) {
      const size = Math.round(30 + 8 * Math.log10(count + 1) * 1.6);
      const marker = L.marker([lat, lon], { icon: icon('cluster', size, String(count)) });
      button(marker, t(texts, 'cluster', { n: count }), layer, () =>
        map.setView([lat, lon], Math.min(19, map.getZoom() + 2), { animate: false }),
      );
    }
    for (const mark of markers) {
      const marker = L.marker([mark.lat, mark.lon], { icon: icon(kindOf(mark.state), 24) });
      const state = mark.state_label ?? '';
      button(marker, t(texts, 'marker', { label: mark.label, state, ref: mark.ref }).replace(', ,', ','), layer, () =>
        openPopup(mark, marker),
      );
    }
  };
  container.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') map.closePopup();
  });
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
  map.on('moveend', () => void refresh());
  await refresh();
}

export async function openPlaceMap(container: HTMLElement, start: MapStart, label: string): Promise<void> {
  const map = await makeMap(container, start, t(texts, 'place', { label }), texts.zoom_in, texts.zoom_out);
  L.marker([start.lat, start.lon], { icon: icon('place', 26), keyboard: false, interactive: false }).addTo(map);
}

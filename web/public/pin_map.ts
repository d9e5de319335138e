// The map of the form: one pin, moved by a touch, by dragging, or by the arrow keys (Shift for longer steps).
// Loaded only when the person opens the map.
import * as L from 'leaflet';
import { makeMap } from './base_map';
import type { MapStart } from './map_start';

const shortStep = 4; // pixels
const longStep = 40;
const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface PinMap {
  show(lat: number, lon: number, precision: number): void;
  focus(): void;
}

const drop =
  '<svg viewBox="0 0 32 44" width="32" height="44" aria-hidden="true"><path d="M16 1.5C8 1.5 2 7.5 2 15.3 2 26 16 42.5 16 42.5S30 26 30 15.3C30 7.5 24 1.5 16 1.5z" fill="var(--brand)" stroke="#fff" stroke-width="2.5"/><circle cx="16" cy="15.5" r="5.5" fill="#fff"/></svg>';

export async function openPinMap(
  container: HTMLElement,
  start: MapStart,
  texts: { map: string; pin: string; zoomIn: string; zoomOut: string },
  moved: (lat: number, lon: number) => void,
): Promise<PinMap> {
  const map = await makeMap(container, start, texts.map, texts.zoomIn, texts.zoomOut);
  const icon = L.divIcon({ className: 'pin', html: drop, iconSize: [32, 44], iconAnchor: [16, 42] });
  const pin = L.marker([start.lat, start.lon], { icon, draggable: true, autoPan: true }).addTo(map);
  const halo = L.circle([start.lat, start.lon], {
    radius: 0,
    weight: 1,
    color: '#1b1f23',
    fillOpacity: 0.08,
    interactive: false,
  }).addTo(map);

  const settle = (where: L.LatLng, precision = 0) => {
    pin.setLatLng(where);
    halo.setLatLng(where).setRadius(precision > 20 ? precision : 0);
    if (!map.getBounds().pad(-0.1).contains(where)) map.panTo(where, { animate: false });
  };
  const byHand = (where: L.LatLng) => {
    settle(where);
    moved(where.lat, where.lng);
  };
  map.on('click', (event) => byHand(event.latlng));
  pin.on('dragend', () => byHand(pin.getLatLng()));

  const handle = pin.getElement();
  handle?.setAttribute('aria-label', texts.pin);
  handle?.addEventListener('keydown', (event) => {
    const way = arrows[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? longStep : shortStep;
    const at = map.latLngToContainerPoint(pin.getLatLng());
    byHand(map.containerPointToLatLng(at.add([way[0] * step, way[1] * step])));
  });
  return {
    show: (lat, lon, precision) => {
      settle(L.latLng(lat, lon), precision);
      map.setView([lat, lon], Math.max(map.getZoom(), precision > 200 ? 15 : 17), { animate: false });
    },
    focus: () => handle?.focus(),
  };
}

// The ground under every public map, without a call outside the town: tiles that the town hosts, or else its own
// outlines (streets, water, parks, buildings) drawn here on canvas tiles, with casings and labels.
import * as L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';
import type { MapStart } from './map_start';

type Position = [number, number];
interface Feature {
  properties: { kind: string; name?: string; class?: string };
  geometry: { type: string; coordinates: unknown };
}
interface Shape {
  kind: string;
  rank: string;
  name: string;
  lines: Position[][]; // in pixels of zoom 0, so that a zoom is one multiplication
  box: [number, number, number, number];
}
interface Label {
  text: string;
  x: number;
  y: number;
  turn: number;
  font: string;
  colour: string;
  reach: number;
}

const address = '/api/street/public/basemap.geojson';
const colours = {
  outside: '#eae7df',
  land: '#f8f5ef',
  park: '#d0e4c3',
  water: '#b4d7e6',
  square: '#efe5d3',
  building: '#e4dbcd',
};
const streetMetres: Record<string, number> = { primary: 13, secondary: 11, residential: 8, path: 3 };
const metresPerPixelAtEquator = 156543.034;

function project([lon, lat]: Position): Position {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [((lon + 180) / 360) * 256, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256];
}

function linesOf({ type, coordinates }: Feature['geometry']): Position[][] {
  if (type === 'LineString') return [coordinates as Position[]];
  if (type === 'Polygon' || type === 'MultiLineString') return coordinates as Position[][];
  if (type === 'MultiPolygon') return (coordinates as Position[][][]).flat();
  return [];
}

function shapesOf(feature: Feature): Shape[] {
  const { kind, name = '', class: rank = '' } = feature.properties;
  const lines = linesOf(feature.geometry).map((line) => line.map(project));
  const make = (part: Position[][]): Shape => {
    const xs = part.flat().map((p) => p[0]);
    const ys = part.flat().map((p) => p[1]);
    return { kind, rank, name, lines: part, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
  };
  return kind === 'buildings' ? lines.map((line) => make([line])) : lines.length ? [make(lines)] : [];
}

let loading: Promise<Shape[]> | undefined;
export function baseShapes(): Promise<Shape[]> {
  loading ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : { features: [] }))
    .then((town: { features: Feature[] }) => town.features.flatMap(shapesOf))
    .catch(() => []);
  return loading;
}

const order = ['territory', 'park', 'water', 'square', 'buildings', 'rail', 'quartier', 'street'];

class Outlines extends L.GridLayer {
  private readonly labels = new Map<number, Label[]>();

  constructor(
    private readonly shapes: Shape[],
    private readonly metresScale: number,
  ) {
    super({ maxZoom: 20, updateWhenIdle: false, className: 'base-map' });
    this.shapes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  }

  override createTile(coords: L.Coords): HTMLElement {
    const tile = document.createElement('canvas');
    const sharp = Math.min(window.devicePixelRatio || 1, 2);
    tile.width = tile.height = 256 * sharp;
    const pen = tile.getContext('2d');
    if (!pen) return tile;
    const scale = 2 ** coords.z;
    pen.scale(sharp, sharp);
    pen.fillStyle = colours.outside;
    pen.fillRect(0, 0, 256, 256);
    pen.translate(-coords.x * 256, -coords.y * 256);
    pen.lineJoin = pen.lineCap = 'round';
    const margin = 30 / scale;
    const seen = [coords.x * 256, coords.y * 256, (coords.x + 1) * 256, (coords.y + 1) * 256].map((v) => v / scale);
    const visible = this.shapes.filter(
      ({ box }) =>
        box[0] < (seen[2] ?? 0) + margin &&
        box[2] > (seen[0] ?? 0) - margin &&
        box[1] < (seen[3] ?? 0) + margin &&
        box[3] > (seen[1] ?? 0) - margin,
    );
    this.drawAreas(pen, visible, scale, coords.z);
    this.drawStreets(
      pen,
      visible.filter((s) => s.kind === 'street'),
      scale,
      coords.z,
    );
    for (const label of this.labelsAt(coords.z, pen)) drawLabel(pen, label);
    return tile;
  }

  private drawAreas(pen: CanvasRenderingContext2D, shapes: Shape[], scale: number, zoom: number): void {
    const fills: Record<string, string> = {
      territory: colours.land,
      park: colours.park,
      water: colours.water,
      square: colours.square,
    };
    for (const shape of shapes) {
      trace(pen, shape, scale);
      const fill = fills[shape.kind];
      if (fill) {
        pen.fillStyle = fill;
        pen.fill('evenodd');
      }
      if (shape.kind === 'buildings' && zoom >= 15) {
        pen.fillStyle = colours.building;
        pen.fill();
        if (zoom >= 17) outline(pen, '#d3c8b6', 1);
      } else if (shape.kind === 'territory') outline(pen, '#b9a78c', 1.5);
      else if (shape.kind === 'quartier' && zoom <= 15) outline(pen, 'rgb(150 130 105 / 45%)', 1, [5, 4]);
      else if (shape.kind === 'rail') {
        outline(pen, '#9b948a', 3);
        outline(pen, '#fff', 1.5, [6, 6]);
      }
    }
  }

  private drawStreets(pen: CanvasRenderingContext2D, streets: Shape[], scale: number, zoom: number): void {
    const width = (rank: string) =>
      Math.max(rank === 'path' ? 0.8 : 1.2, ((streetMetres[rank] ?? 6) * 2 ** zoom) / this.metresScale);
    const draw = (paint: (shape: Shape) => [string, number, number[]?]) => {
      for (const shape of streets) {
        trace(pen, shape, scale);
        outline(pen, ...paint(shape));
      }
    };
    if (zoom >= 14) draw(({ rank }) => [rank === 'primary' ? '#dfae5c' : '#d6ccbc', width(rank) + 2]);
    streets.sort((a, b) => Number(a.rank === 'primary') - Number(b.rank === 'primary'));
    draw(({ rank }) => {
      if (rank === 'path') return ['#fff', width(rank), [4, 2]];
      return [rank === 'primary' ? '#fbdc9c' : zoom < 14 ? '#e2dacd' : '#fff', width(rank)];
    });
  }

  // Placed once a zoom, for the whole town, so that every tile draws the same labels and none is cut at an edge.
  private labelsAt(zoom: number, pen: CanvasRenderingContext2D): Label[] {
    const known = this.labels.get(zoom);
    if (known) return known;
    const scale = 2 ** zoom;
    const placed: Label[] = [];
    const place = (label: Label) => {
      const clash = placed.some(
        (o) =>
          Math.abs(o.x - label.x) < (o.reach + label.reach) * 0.85 &&
          Math.hypot((o.x - label.x) / 2, o.y - label.y) <
            (Math.abs(o.turn) + Math.abs(label.turn) > 0.5 ? (o.reach + label.reach) / 2 : 16),
      );
      if (!clash) placed.push(label);
    };
    const measured = (text: string, font: string) => {
      pen.font = font;
      return pen.measureText(text).width / 2 + 3;
    };
    for (const shape of this.shapes) {
      const style = areaStyle(shape.kind, zoom);
      if (!style) continue;
      const text = style.upper ? shape.name.toUpperCase() : shape.name;
      const [x, y] = shape.kind === 'water' ? riverMiddle(shape) : middle(shape);
      place({
        text,
        x: x * scale,
        y: y * scale,
        turn: 0,
        font: style.font,
        colour: style.colour,
        reach: measured(text, style.font),
      });
    }
    const ranks = ['primary', 'secondary', 'residential', 'path'];
    const streets = this.shapes
      .filter((s) => s.kind === 'street')
      .sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank));
    const font = `${zoom >= 18 ? 12 : 11}px system-ui, sans-serif`;
    for (const shape of streets) {
      if (zoom < (shape.rank === 'primary' ? 15 : 16)) continue;
      const reach = measured(shape.name, font);
      for (const label of alongStreet(shape, scale, reach))
        place({ ...label, text: shape.name, font, colour: '#5b5347', reach });
    }
    this.labels.set(zoom, placed);
    return placed;
  }
}

function areaStyle(kind: string, zoom: number): { font: string; colour: string; upper?: boolean } | undefined {
  if (kind === 'quartier' && zoom >= 13 && zoom <= 15)
    return { font: '600 12px system-ui, sans-serif', colour: '#6d6252', upper: true };
  if (kind === 'water' && zoom >= 14) return { font: 'italic 12px system-ui, sans-serif', colour: '#2f6485' };
  if (kind === 'park' && zoom >= 16) return { font: '11px system-ui, sans-serif', colour: '#3f6b34' };
  if (kind === 'square' && zoom >= 16) return { font: '600 11px system-ui, sans-serif', colour: '#5b5347' };
  return undefined;
}

const middle = ({ box }: Shape): Position => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];

function riverMiddle({ lines }: Shape): Position {
  const bank = lines[0] ?? [];
  const quarter = Math.floor(bank.length / 2);
  const [a, b] = [bank[Math.floor(quarter * 0.3)], bank[bank.length - 2 - Math.floor(quarter * 0.3)]];
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : [0, 0];
}

// Middle of each straight stretch that is long enough for the name, at least 420 px apart.
function alongStreet(shape: Shape, scale: number, reach: number): { x: number; y: number; turn: number }[] {
  const found: { x: number; y: number; turn: number }[] = [];
  const line = shape.lines[0] ?? [];
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [a, b] = [line[i], line[i + 1]];
    if (!a || !b) continue;
    const [dx, dy] = [(b[0] - a[0]) * scale, (b[1] - a[1]) * scale];
    if (Math.hypot(dx, dy) < reach * 1.7) continue;
    const [x, y] = [((a[0] + b[0]) / 2) * scale, ((a[1] + b[1]) / 2) * scale];
    if (found.some((f) => Math.hypot(f.x - x, f.y - y) < 420)) continue;
    const turn = Math.atan2(dy, dx);
    found.push({ x, y, turn: Math.abs(turn) > Math.PI / 2 ? turn - Math.sign(turn) * Math.PI : turn });
  }
  return found;
}

function trace(pen: CanvasRenderingContext2D, shape: Shape, scale: number): void {
  pen.beginPath();
  for (const line of shape.lines) {
    line.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x * scale, y * scale) : pen.lineTo(x * scale, y * scale)));
  }
}

function outline(pen: CanvasRenderingContext2D, colour: string, width: number, dash: number[] = []): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
}

function drawLabel(pen: CanvasRenderingContext2D, label: Label): void {
  pen.save();
  pen.translate(label.x, label.y);
  pen.rotate(label.turn);
  pen.font = label.font;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.lineWidth = 3.5;
  pen.strokeStyle = 'rgb(255 255 255 / 85%)';
  pen.strokeText(label.text, 0, 0);
  pen.fillStyle = label.colour;
  pen.fillText(label.text, 0, 0);
  pen.restore();
}

/** A map with its ground, its buttons in French and a label; the caller adds what stands on it. */
export async function makeMap(
  container: HTMLElement,
  start: MapStart,
  label: string,
  zoomIn: string,
  zoomOut: string,
): Promise<L.Map> {
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', label);
  const map = L.map(container, {
    zoomControl: false,
    attributionControl: start.tiles,
    maxZoom: 19,
    minZoom: 12,
    zoomAnimation: false,
    fadeAnimation: false,
  });
  map.setView([start.lat, start.lon], start.zoom);
  L.control.zoom({ position: 'topright', zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  if (start.tiles) {
    L.tileLayer('/tiles/{z}/{x}/{y}', { maxZoom: 19 }).addTo(map);
    return map;
  }
  const shapes = await baseShapes();
  const scale = metresPerPixelAtEquator * Math.cos((start.lat * Math.PI) / 180);
  if (shapes.length) new Outlines(shapes, scale).addTo(map);
  return map;
}

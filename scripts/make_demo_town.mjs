// Draws the demonstration town, Sainte-Aubaine-sur-Loue, which does not exist: `node scripts/make_demo_town.mjs`
// writes reference/demo/town.geojson. Same output at each run. Lengths in metres from the town hall square, x to the
// east and y to the north; degrees only at the end.
import { writeFileSync } from 'node:fs';

const centre = { lat: 47.0012, lon: 5.9034 };
const metresPerDegree = 111195;
const step = 10;
const bridgeX = [-470, 40, 560];

let seed = 20260601;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const degrees = ([x, y]) => [
  +(centre.lon + x / (metresPerDegree * Math.cos((centre.lat * Math.PI) / 180))).toFixed(5),
  +(centre.lat + y / metresPerDegree).toFixed(5),
];
const polar = (angle, radius) => [radius * Math.cos(angle), radius * Math.sin(angle)];
const range = (from, to, by) => Array.from({ length: Math.floor((to - from) / by + 1e-9) + 1 }, (_, i) => from + i * by);

// ---- the ground: limits of the commune, river, four quarters ----
const limit = (angle) => 1080 + 70 * Math.sin(3 * angle + 0.6) + 45 * Math.cos(5 * angle) + 18 * Math.sin(9 * angle);
const riverY = (x) => -330 + 80 * Math.sin(x / 420 + 0.4) + 18 * Math.sin(x / 130);
const riverWidth = (x) => 15 + 3 * Math.sin(x / 210);
const centreRadius = 345;
const boundary = (from, to) => {
  const count = Math.ceil(Math.abs(to - from) * 20);
  return range(0, count, 1).map((i) => from + ((to - from) * i) / count).map((angle) => polar(angle, limit(angle)));
};
const onRiver = (from, to) => range(0, 60, 1).map((i) => [from + ((to - from) * i) / 60, riverY(from + ((to - from) * i) / 60)]);

function riverEnd(sign) {
  for (let x = 0; Math.abs(x) < 1400; x += sign * 2) {
    if (Math.hypot(x, riverY(x)) >= limit(Math.atan2(riverY(x), x))) return x;
  }
  throw new Error('the river leaves the commune nowhere');
}
function circleMeetsRiver(sign) {
  for (let x = sign * centreRadius; sign * x > 0; x -= sign) {
    if (Math.hypot(x, riverY(x)) <= centreRadius) return x;
  }
  return sign * 120;
}
const [west, east] = [riverEnd(-1), riverEnd(1)];
const [left, right] = [circleMeetsRiver(-1), circleMeetsRiver(1)];
const angleOf = ([x, y]) => Math.atan2(y, x);
const westAngle = angleOf([west, riverY(west)]) + 2 * Math.PI;
const eastAngle = angleOf([east, riverY(east)]);
const leftAngle = angleOf([left, riverY(left)]) + 2 * Math.PI;
const rightAngle = angleOf([right, riverY(right)]);
const split = 1.72; // where the two northern quarters part
const arc = (from, to) => range(0, 30, 1).map((i) => polar(from + ((to - from) * i) / 30, centreRadius));
const ring = (points) => [...points, points[0]];

const territory = ring(boundary(0, 2 * Math.PI).slice(0, -1));
const quarters = [
  ['centre', 'Centre ancien', ring([...onRiver(left, right), ...arc(rightAngle, leftAngle)])],
  ['vergers', 'Les Vergers', ring([...onRiver(west, left), ...arc(leftAngle, split), ...boundary(split, westAngle)])],
  ['gare', 'La Gare', ring([...onRiver(right, east), ...boundary(eastAngle, split), ...arc(split, rightAngle)])],
  ['rive-gauche', 'Rive gauche', ring([...onRiver(east, west), ...boundary(westAngle, eastAngle + 2 * Math.PI)])],
];
const quarter = (code) => quarters.find((q) => q[0] === code)[2];

function inside(polygon, [x, y]) {
  let within = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [polygon[i], polygon[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}

// ---- green and squares ----
const blob = (x, y, rx, ry, turn = 0) =>
  ring(range(0, 23, 1).map((i) => {
    const a = (i * Math.PI) / 12;
    const r = 1 + 0.12 * Math.sin(3 * a + x) + 0.06 * Math.cos(5 * a + y);
    const [u, v] = [rx * r * Math.cos(a), ry * r * Math.sin(a)];
    return [x + u * Math.cos(turn) - v * Math.sin(turn), y + u * Math.sin(turn) + v * Math.cos(turn)];
  }));
const box = (x, y, w, h, turn = 0) =>
  ring([[-w, -h], [w, -h], [w, h], [-w, h]].map(([u, v]) => [
    x + (u * Math.cos(turn) - v * Math.sin(turn)) / 2, y + (u * Math.sin(turn) + v * Math.cos(turn)) / 2]));
const parks = [
  ['Parc de la Saline', blob(-560, 300, 120, 85, 0.4)],
  ['Jardin des Tanneurs', blob(215, -205, 70, 32, 0.5)],
  ['Square Colette-Marchand', blob(520, 330, 55, 45)],
  ['Bois du Chanet', blob(-160, 900, 260, 85, 0.1)],
  ['Plaine de jeux du Moulin', blob(-330, -520, 95, 60, 0.2)],
  ['Verger partagé', blob(-820, -30, 60, 75, 0.2)],
  ['Cimetière des Ormes', box(330, -640, 120, 90, 0.15)],
];
const squares = [
  ['Place du Parvis', box(0, 10, 74, 58, 0.12)],
  ['Place aux Herbes', box(-165, 80, 50, 40, 0.3)],
  ['Place de la Gare', box(655, 175, 80, 46, -0.14)],
  ['Place du Vieux-Pont', box(40, -215, 48, 34, 0.1)],
];
const green = parks.map((p) => p[1]);
const open = [...green, ...squares.map((s) => s[1])];

// ---- streets ----
const streets = [];
const nearRiver = ([x, y]) => Math.abs(y - riverY(x)) < riverWidth(x) + 14;
const free = (point, area) => inside(area, point) && !nearRiver(point) && !open.some((o) => inside(o, point));
const along = (points) => {
  const dense = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [a, b] = [points[i], points[i + 1]];
    const count = Math.max(1, Math.round(Math.hypot(b[0] - a[0], b[1] - a[1]) / step));
    for (let k = 0; k < count; k += 1) dense.push([a[0] + ((b[0] - a[0]) * k) / count, a[1] + ((b[1] - a[1]) * k) / count]);
  }
  return [...dense, points.at(-1)];
};
// The longest stretch of a line that keeps every point in `area` and off water and green.
function clip(points, area) {
  let best = [];
  let run = [];
  for (const point of along(points)) {
    if (free(point, area)) run.push(point);
    else run = [];
    if (run.length > best.length) best = [...run];
  }
  return best;
}
const thin = (points) => {
  const kept = [points[0]];
  for (let i = 1; i + 1 < points.length; i += 1) {
    const [a, b, c] = [kept.at(-1), points[i], points[i + 1]];
    const area = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
    if (area > 12 * Math.hypot(c[0] - a[0], c[1] - a[1]) * 0.1) kept.push(b);
  }
  return [...kept, points.at(-1)];
};
function street(name, rank, points, code) {
  if (points.length < 2) throw new Error(`${name} has no length`);
  streets.push({ name, rank, points: thin(points), code });
}
const bend = (points, strength, wave) => points.map(([x, y]) => [x + strength * Math.sin(y / wave), y + strength * Math.cos(x / wave)]);

// Through roads; the bridges cross the river.
street('Grande Rue', 'primary', along([[-1010, 60], [-700, 10], [-330, -35], [-40, -20]]), 'centre');
street('Avenue de la Gare', 'primary', along([[40, 12], [330, 75], [620, 160]]), 'gare');
street('Route de Dole-la-Haute', 'primary', along([[690, 175], [880, 230], [1060, 250]]), 'gare');
street('Avenue du Maréchal-Ferrant', 'primary', along([[10, 40], [-20, 340], [-70, 640], [-110, 800]]), 'vergers');
street('Rue du Vieux-Pont', 'primary', along([[10, -22], [35, -200], [40, riverY(40)], [60, -470]]), 'centre');
street('Route de Salines', 'primary', along([[60, -470], [90, -700], [170, -1010]]), 'rive-gauche');
street('Boulevard des Remparts', 'secondary', range(-0.35, 3.6, 0.1).map((a) => polar(a, 300)).filter((p) => !nearRiver(p)), 'centre');
street('Pont des Lavandières', 'secondary', along([[-440, -60], [bridgeX[0], riverY(bridgeX[0])], [-500, -480]]), 'rive-gauche');
street('Pont Neuf', 'secondary', along([[590, 60], [bridgeX[2], riverY(bridgeX[2])], [540, -520]]), 'rive-gauche');
street('Quai des Bateliers', 'secondary', range(-420, 540, 20).map((x) => [x, riverY(x) + 38]), 'centre');
street('Quai du Moulin', 'secondary', range(-640, 700, 20).map((x) => [x, riverY(x) - 38]), 'rive-gauche');

// The old town: crooked lanes from the square to the ramparts.
const lanes = ['Rue des Tanneurs', 'Rue de l’Horloge', 'Rue des Trois-Fontaines', 'Rue du Puits', 'Rue des Écoles',
  'Rue Saint-Aubain', 'Passage du Four-Banal', 'Rue de la Halle'];
lanes.forEach((name, i) => {
  const a = -0.22 + i * 0.47;
  street(name, 'residential', clip([polar(a, 45), polar(a + 0.1, 170), polar(a - 0.02, 300)], quarter('centre')), 'centre');
});
street('Rue des Clercs', 'residential', clip(range(0.1, 3.2, 0.12).map((a) => polar(a, 170 + 12 * Math.sin(4 * a))), quarter('centre')), 'centre');
street('Ruelle du Chat-Blanc', 'path', clip(range(0.2, 1.5, 0.1).map((a) => polar(a, 105)), quarter('centre')), 'centre');
street('Rue de la Poterne', 'residential', clip(range(1.7, 3, 0.1).map((a) => polar(a, 110)), quarter('centre')), 'centre');
street('Rue Basse', 'residential', clip([[-250, -130], [-90, -150], [110, -130], [240, -110]], quarter('centre')), 'centre');
street('Montée des Pénitents', 'path', clip([[-60, -30], [-80, -130], [-110, -250]], quarter('centre')), 'centre');

// Later quarters: two families of streets across each other, more or less straight.
function fabric(code, origin, turn, first, second, wave) {
  const area = quarter(code);
  const line = (u, v, dx, dy) =>
    bend(range(-1100, 1100, 20).map((s) => [origin[0] + (u + dx * s) * Math.cos(turn) - (v + dy * s) * Math.sin(turn),
      origin[1] + (u + dx * s) * Math.sin(turn) + (v + dy * s) * Math.cos(turn)]), wave, 260);
  first.forEach(([name, offset]) => street(name, 'residential', clip(line(0, offset, 1, 0), area), code));
  second.forEach(([name, offset]) => street(name, 'residential', clip(line(offset, 0, 0, 1), area), code));
}
fabric('vergers', [-420, 420], 0.22,
  [['Rue des Pommiers', -290], ['Rue des Mirabelliers', -205], ['Rue Louise-Vernier', 150], ['Rue des Cerisiers', 235],
    ['Rue de la Source', 320]],
  [['Rue du Chanet', 20], ['Rue des Vignerons', -150], ['Rue Jean-Moulinier', 170], ['Rue des Abeilles', -260],
    ['Chemin du Lavoir', -370], ['Rue du Pressoir', 290]], 9);
fabric('gare', [560, 380], -0.14,
  [['Rue des Cheminots', -120], ['Rue de la Liberté', -60], ['Rue Marthe-Gaulard', 75], ['Rue des Forges', 150],
    ['Rue de l’Industrie', 235], ['Rue du Général-Pacôme', 320]],
  [['Rue Pasteur-Lenoir', -220], ['Rue de l’Égalité', -110], ['Rue des Ateliers', 95], ['Rue des Tilleuls', 190],
    ['Rue du Stade', 285]], 5);
fabric('rive-gauche', [40, -640], 0.1,
  [['Rue des Saules', 90], ['Rue de la Prairie', 10], ['Rue des Roseaux', -75], ['Rue des Libellules', -160],
    ['Chemin des Étangs', -245]],
  [['Rue du Gué', -470], ['Rue des Pêcheurs', -330], ['Rue Anne-Villeret', -190], ['Rue des Martins-Pêcheurs', -90],
    ['Rue de la Scierie', 130], ['Rue des Ormes', 215], ['Rue du Bac', 400], ['Impasse des Joncs', 500]], 14);

// ---- railway, houses ----
const railway = range(-200, 1200, 40).map((s) => [360 + s * 0.62, 700 - s * 0.52]).filter((p) => inside(territory, p) && p[0] > 260);
const distance = (point, line) => {
  let best = Infinity;
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [[ax, ay], [bx, by]] = [line[i], line[i + 1]];
    const t = Math.max(0, Math.min(1, ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
    best = Math.min(best, Math.hypot(point[0] - ax - t * (bx - ax), point[1] - ay - t * (by - ay)));
  }
  return best;
};
const houses = [];
for (const { points, code, rank, name } of streets) {
  if (rank === 'path' || /^(Pont|Route)/.test(name)) continue;
  const dense = along(points);
  const spacing = code === 'centre' ? 3 : 4;
  for (let i = 2; i + 1 < dense.length; i += spacing) {
    const turn = Math.atan2(dense[i + 1][1] - dense[i][1], dense[i + 1][0] - dense[i][0]);
    for (const side of [-1, 1]) {
      if (random() < (code === 'centre' ? 0.05 : 0.25)) continue;
      const depth = code === 'centre' ? 15 : 11 + 5 * random();
      const width = code === 'centre' ? 27 : 16 + 10 * random();
      const away = 9 + depth / 2 + (code === 'centre' ? 0 : 5 * random());
      const at = [dense[i][0] - side * away * Math.sin(turn), dense[i][1] + side * away * Math.cos(turn)];
      const crowded = houses.some((h) => Math.hypot(h.at[0] - at[0], h.at[1] - at[1]) < (h.width + width) / 2 + 1);
      const onStreet = streets.some((s) => distance(at, s.points) < depth / 2 + 5);
      if (crowded || onStreet || !free(at, territory) || distance(at, railway) < 22) continue;
      houses.push({ at, width, shape: box(at[0], at[1], width, depth, turn) });
    }
  }
}

// ---- written down ----
const feature = (kind, name, geometry, more = {}) => ({ type: 'Feature', properties: { kind, ...(name && { name }), ...more }, geometry });
const polygon = (points) => ({ type: 'Polygon', coordinates: [points.map(degrees)] });
const lineString = (points) => ({ type: 'LineString', coordinates: points.map(degrees) });
const banks = range(west - 40, east + 40, 25);
const river = ring([...banks.map((x) => [x, riverY(x) + riverWidth(x)]), ...banks.reverse().map((x) => [x, riverY(x) - riverWidth(x)])]);
const town = {
  type: 'FeatureCollection',
  name: 'Sainte-Aubaine-sur-Loue',
  licence: 'Made up for Parvis; under the licence of Parvis.',
  centre: [centre.lon, centre.lat],
  features: [
    feature('territory', 'Sainte-Aubaine-sur-Loue', polygon(territory), { code: 'territoire' }),
    ...quarters.map(([code, name, points]) => feature('quartier', name, polygon(points), { code })),
    ...parks.map(([name, points]) => feature('park', name, polygon(points))),
    feature('water', 'La Loue', polygon(river)),
    ...squares.map(([name, points]) => feature('square', name, polygon(points))),
    feature('buildings', '', { type: 'MultiPolygon', coordinates: houses.map((h) => [h.shape.map(degrees)]) }),
    feature('rail', 'Voie ferrée', lineString(railway)),
    ...streets.map((s) => feature('street', s.name, lineString(s.points), { class: s.rank, quartier: s.code })),
  ],
};
const lines = town.features.map((f) => `  ${JSON.stringify(f)}`).join(',\n');
const head = JSON.stringify({ ...town, features: undefined }).slice(0, -1);
writeFileSync(new URL('../reference/demo/town.geojson', import.meta.url), `${head},"features":[\n${lines}\n]}\n`);
console.log(`${streets.length} streets, ${houses.length} buildings`);

// Where a map begins, as the page says it in data attributes.

export interface MapStart {
  lat: number;
  lon: number;
  zoom: number;
  tiles: boolean; // the town hosts /tiles/{z}/{x}/{y}
}

export function startOf(data: DOMStringMap): MapStart {
  return {
    lat: Number(data['lat']) || 0,
    lon: Number(data['lon']) || 0,
    zoom: Number(data['zoom']) || 15,
    tiles: data['tiles'] === 'oui',
  };
}

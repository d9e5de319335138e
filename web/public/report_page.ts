// The page of one report: its small map and the print button.
import { MapPanel } from './map_panel';
import { startOf } from './map_start';

class PlaceMap extends MapPanel {
  protected override async draw(frame: HTMLElement): Promise<void> {
    const { openPlaceMap } = await import('./town_map');
    await openPlaceMap(frame, startOf(this.dataset), this.dataset['label'] ?? '');
  }
}

customElements.define('parvis-place-map', PlaceMap);

const print = document.querySelector<HTMLButtonElement>('[data-action="print"]');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
document.getElementById('recu')?.focus();

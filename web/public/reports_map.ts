// The map beside the list of public reports.
import { MapPanel } from './map_panel';
import { startOf } from './map_start';

class ReportsMap extends MapPanel {
  protected override async draw(frame: HTMLElement): Promise<void> {
    const { openReportsMap } = await import('./town_map');
    await openReportsMap(frame, startOf(this.dataset), this.dataset['query'] ?? '');
  }
}

customElements.define('parvis-reports-map', ReportsMap);

// A map that waits: it opens by itself on wide screens once in view, elsewhere at the press of a button, so that
// Leaflet travels only to who looks at it.
import { map as texts } from '../fr.json';
import { element } from './dom';

export abstract class MapPanel extends HTMLElement {
  connectedCallback(): void {
    const open = element(
      'button',
      { type: 'button', class: 'button button--secondary', click: () => void this.open() },
      texts.open,
    );
    this.replaceChildren(element('p', {}, open));
    if (!matchMedia('(min-width: 900px)').matches) return;
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seen.disconnect();
      void this.open();
    });
    seen.observe(this);
  }

  private async open(): Promise<void> {
    const frame = element('div', { class: this.dataset['small'] ? 'map map--small' : 'map' });
    const status = element('p', { role: 'status', class: 'small muted' }, texts.loading);
    this.replaceChildren(status, frame);
    try {
      await this.draw(frame);
      status.textContent = '';
    } catch {
      frame.remove();
      status.textContent = texts.failed;
    }
  }

  protected abstract draw(frame: HTMLElement): Promise<void>;
}

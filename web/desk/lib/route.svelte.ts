// Where the desk is: path and query are the only state that a link can carry, so they are the source of truth.

class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.read());
  }

  private read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  go(href: string, replace = false): void {
    if (href === location.pathname + location.search) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', href);
    this.read();
  }

  /** Sets or removes (empty value) query parameters and keeps the others. */
  set(changes: Record<string, string>, replace = false): void {
    const next = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    this.go(this.path + (text ? `?${text}` : ''), replace);
  }
}

export const route = new Route();

/** Makes plain left clicks on links inside the desk move without reloading. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (!link.pathname.startsWith('/agent') || link.pathname === '/agent/connexion') return;
  event.preventDefault();
  route.go(link.pathname + link.search);
}

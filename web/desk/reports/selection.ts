// Which rows of the grid are chosen and which one has the focus: pure, so that the keyboard rules are tested alone.

export interface Selection {
  focus: number; // index of the focused row, -1 when the grid is empty
  anchor: number; // where a Shift range starts
  chosen: ReadonlySet<string>;
}

export const nothing: Selection = { focus: 0, anchor: 0, chosen: new Set() };

/** What the selection becomes after `key` on a grid of rows named `refs`; null when the key is not the grid's. */
export function press(
  state: Selection,
  refs: string[],
  key: string,
  modifiers: { shift: boolean; ctrl: boolean },
): Selection | null {
  const last = refs.length - 1;
  const moves: Record<string, number> = {
    ArrowDown: Math.min(last, state.focus + 1),
    ArrowUp: Math.max(0, state.focus - 1),
    Home: 0,
    End: last,
    PageDown: Math.min(last, state.focus + 10),
    PageUp: Math.max(0, state.focus - 10),
  };
  const target = moves[key];
  if (target !== undefined) {
    if (!modifiers.shift) return { ...state, focus: target, anchor: target };
    const [from, to] = [Math.min(state.anchor, target), Math.max(state.anchor, target)];
    return { focus: target, anchor: state.anchor, chosen: new Set([...state.chosen, ...refs.slice(from, to + 1)]) };
  }
  if (key === ' ') return toggle(state, refs, state.focus);
  if (key === 'a' && modifiers.ctrl) return { ...state, chosen: new Set(refs) };
  if (key === 'Escape') return { ...state, chosen: new Set() };
  return null;
}

export function toggle(state: Selection, refs: string[], index: number): Selection {
  const ref = refs[index];
  if (ref === undefined) return state;
  const chosen = new Set(state.chosen);
  if (!chosen.delete(ref)) chosen.add(ref);
  return { focus: index, anchor: index, chosen };
}

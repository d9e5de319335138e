// The order in which pairs are read: what is shown unasked first, then the renewals and what else is alike. A pair of the
// control draw shows no proposal, so it stands with the first ones.
import type { Pair } from './types';

export const isFirst = (pair: Pair): boolean => pair.alert ?? true;

export function inOrder(pairs: Pair[]): Pair[] {
  return [...pairs.filter(isFirst), ...pairs.filter((pair) => !isFirst(pair))];
}

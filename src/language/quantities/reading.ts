/** What the readers hand to the finder. */

import type { Quantity } from './types.js';

/** A quantity without its place: the finder adds text, start and end. */
export type Bare<Q extends Quantity = Quantity> = Q extends Quantity ? Omit<Q, 'text' | 'start' | 'end'> : never;

/** A quantity read from some atom up to `next`. */
export interface Reading {
  readonly next: number;
  readonly quantity: Bare;
}

/** Numbers, money, percentages, measures, dates and times: found, compared by value, written in either language. */
export * from './types.js';
export { findQuantities } from './find.js';
export { quantityKey, sameQuantity } from './same.js';
export { renderQuantity } from './render.js';

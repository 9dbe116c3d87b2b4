/** The language room (Indonesian, English): segmentation, tokens and match keys, quantities, inflection. */
export * from './text/index.js';
export * from './quantities/index.js';

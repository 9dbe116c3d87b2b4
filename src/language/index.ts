/** The language room (Indonesian, English): segmentation, tokens and match keys, quantities, inflection. */
export * from './segmentation/index.js';
export * from './text/index.js';
export * from './quantities/index.js';
export * from './morphology/index.js';

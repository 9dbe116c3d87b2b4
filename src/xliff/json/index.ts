/** The JSON of the npm package `xliff`, in and out, behind a check that nothing changes on the way. */
export * from './types.js';
export { toXliffJson } from './project.js';
export { fromXliffJson } from './parse.js';
export { type Exchange, exportXliffJson, importXliffJson, parseJsonText } from './exchange.js';
export { type PackageLoss, XLIFF_PACKAGE_LOSSES } from './losses.js';

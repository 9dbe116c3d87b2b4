/** Lossless XML: a parser that keeps offsets, splices, escapes, encodings. */
export * from './nodes.js';
export * from './parse.js';
export * from './edit.js';
export * from './escape.js';
export { decodeXml, encodeXml, sniffXml, type SniffedEncoding, type XmlEncoding, type XmlFile } from './encoding.js';
export { decodeXmlChunks } from './chunks.js';
export { xmlBuilder, type BuilderOptions, type OpenElement, type XmlBuilder } from './builder.js';
export * from './positions.js';

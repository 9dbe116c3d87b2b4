/** What can be told about a translation without a person: quantities that differ, and those that can be put right. */
export * from './quantities.js';

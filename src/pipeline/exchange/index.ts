/** Exchange with other tools: conversion, profiles for CAT tools, and what comes back from them. */
export * from './formats.js';
export {
  type BilingualFile,
  convertFile,
  type LanguageChoice,
  readBilingual,
  writeBilingual,
  type Written,
} from './convert.js';
export { differences } from './differences.js';
export { sameBytes } from './same.js';

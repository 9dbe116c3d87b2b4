/** TBX: termbases as concepts, read from TBX version 2 (MARTIF) and version 3, edited in place, written as version 3. */
export * from './model.js';
export { readTbx, type TbxDocument, type TbxStyle } from './read.js';
export { editTbx, type TbxEdit, type TermChange } from './edit.js';
export { writeTbx } from './write.js';

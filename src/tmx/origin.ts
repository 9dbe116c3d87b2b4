import type { TmxPair } from './languages.js';
import type { TmxHeader } from './model.js';

/** Who made a translation, as far as a TMX file tells. */
export type TmxOrigin =
  | { readonly kind: 'mt'; readonly name?: string }
  | { readonly kind: 'human'; readonly author?: string; readonly tool?: string }
  | { readonly kind: 'alignment' }
  | { readonly kind: 'unknown' };

const MACHINE = /^\s*(?:mt|nmt|amt|machine(?:[ -]?translat(?:ion|ed))?|mt-suggestion|leveraged-mt)\s*!?\s*$/i;
const MACHINE_TOOL = /machine[ _-]?translat|(?:^|[^a-z])n?mt(?:[^a-z]|$)|^MT!?$/i;
const ORIGIN_PROP = /^(?:x-)?origin$/i;

/**
 * Who made the target: the property `x-origin` (or `Origin`), else a tool or user that names itself a machine, else the
 * person who last changed it.
 */
export function originOfPair({ unit, target }: TmxPair, header?: TmxHeader): TmxOrigin {
  const said = [...target.props, ...unit.props].find((prop) => ORIGIN_PROP.test(prop.type))?.text.trim();
  const tool = target.creationTool ?? unit.creationTool;
  const author = target.changeId ?? target.creationId ?? unit.changeId ?? unit.creationId;
  if (said !== undefined) {
    if (MACHINE.test(said)) return { kind: 'mt', ...(tool !== undefined && { name: tool }) };
    if (/^align/i.test(said)) return { kind: 'alignment' };
    if (/^human$/i.test(said)) return human(author, tool);
  }
  const machine = [author, tool].find((name) => name !== undefined && MACHINE_TOOL.test(name));
  if (machine !== undefined) return { kind: 'mt', name: machine };
  if (author !== undefined && author.trim() !== '') return human(author, tool ?? header?.creationTool);
  return { kind: 'unknown' };
}

const human = (author: string | undefined, tool: string | undefined): TmxOrigin => ({
  kind: 'human',
  ...(author !== undefined && author.trim() !== '' && { author }),
  ...(tool !== undefined && tool.trim() !== '' && { tool }),
});

import { inputError, type MemoriError } from '../../base/index.js';

/** What an internal document-type subset declares: general entities by name. */
export interface EntityDeclaration {
  readonly name: string;
  /** Replacement text as declared, or undefined for an external entity. */
  readonly value: string | undefined;
}

const MAX_ENTITY = 64 * 1024;
const MAX_NESTING = 20;
const MIN_BUDGET = 1024 * 1024;

/** One pass over the declarations of a document type; comments, instructions and quoted text are stepped over. */
export function entityDeclarations(doctype: string): EntityDeclaration[] {
  const found: EntityDeclaration[] = [];
  const token =
    /<!--[^]*?-->|<\?[^]*?\?>|<!ENTITY\s+([^\s%"'<>]+)\s+(?:"([^"]*)"|'([^']*)'|(?:SYSTEM|PUBLIC)\b)|"[^"]*"|'[^']*'/g;
  for (const [, name, double, single] of doctype.matchAll(token)) {
    if (name === undefined) continue;
    // The first declaration of a name is the binding one.
    if (!found.some((entity) => entity.name === name)) found.push({ name, value: double ?? single });
    if (found.length > 10_000) {
      throw inputError('xml.entity-expansion', 'the document type declares more than 10,000 entities', {
        hint: 'This is not a translation file; it is refused for safety.',
      });
    }
  }
  return found;
}

const bomb = (message: string): MemoriError =>
  inputError('xml.entity-expansion', message, {
    hint: 'This looks like an entity bomb and is refused for safety. Expand the entities with a trusted tool first.',
  });

function characterReference(body: string): string {
  const code = body.startsWith('x') ? Number.parseInt(body.slice(1), 16) : Number.parseInt(body, 10);
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) {
    throw inputError('xml.character', `the reference &#${body}; names no character`);
  }
  return String.fromCodePoint(code);
}

/**
 * A look-up object for saxes: each entity is expanded when first used, and every use counts against a budget, so that
 * nested declarations cannot blow up (`xml.entity-expansion`). Nothing outside the document is ever read.
 */
export function entityTable(
  declarations: readonly EntityDeclaration[],
  documentLength: number,
): Record<string, string> {
  const predefined = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  const table = Object.assign(Object.create(null) as Record<string, string>, predefined);
  const byName = new Map(declarations.map((entity) => [entity.name, entity]));
  const expanded = new Map<string, string>();
  let budget = Math.max(MIN_BUDGET, 2 * documentLength);

  const expand = (name: string, depth: number): string => {
    const known = expanded.get(name) ?? (Object.hasOwn(predefined, name) ? table[name] : undefined);
    if (known !== undefined) return known;
    const entity = byName.get(name);
    if (entity === undefined) throw inputError('xml.undefined-entity', `the entity &${name}; is not defined`);
    if (entity.value === undefined) {
      throw inputError('xml.external-entity', `the entity &${name}; refers to another file`, {
        hint: 'External entities are never read. Put the text into the document itself.',
      });
    }
    if (depth > MAX_NESTING) throw bomb(`entities are nested more than ${MAX_NESTING} deep (&${name};)`);
    // Character references count where the entity is declared, entity references and markup where it is used.
    const literal = entity.value.replace(/&#(x[0-9a-fA-F]+|[0-9]+);/g, (_all, body: string) =>
      characterReference(body),
    );
    if (literal.includes('<')) {
      throw inputError('xml.entity-markup', `the entity &${name}; stands for markup, not for text`, {
        hint: 'Replace the entity by its content in the document.',
      });
    }
    let length = 0;
    const value = literal.replace(/&([^;]*);/g, (_all, reference: string) => {
      const text = reference.startsWith('#') ? characterReference(reference.slice(1)) : expand(reference, depth + 1);
      length += text.length;
      if (length > MAX_ENTITY) throw bomb(`the entity &${name}; expands to more than ${MAX_ENTITY} characters`);
      return text;
    });
    if (value.length > MAX_ENTITY) throw bomb(`the entity &${name}; expands to more than ${MAX_ENTITY} characters`);
    expanded.set(name, value);
    return value;
  };

  for (const { name } of declarations) {
    if (Object.hasOwn(predefined, name)) continue;
    Object.defineProperty(table, name, {
      get: () => {
        const value = expand(name, 1);
        budget -= value.length + 1;
        if (budget < 0) throw bomb('the entities of this document expand to many times its size');
        return value;
      },
    });
  }
  return table;
}

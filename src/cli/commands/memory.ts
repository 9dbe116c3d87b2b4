import type { Command } from 'commander';
import { usageError, writeFileSafely } from '../../base/index.js';
import { plainText, textContent } from '../../content/index.js';
import type { Memory } from '../../memory/index.js';
import { exportUnits, readUnits } from '../../pipeline/index.js';
import type { Register } from '../command.js';
import { eachFile } from '../files.js';
import { type CliIo, colours, EXIT, jsonLine, table } from '../io.js';
import { DEFAULT_MEMORY, withMemories } from '../memories.js';
import { shared } from '../options.js';

interface MemoryOptions {
  memory?: string[];
  json?: boolean;
}

/** The memory that a writing command is about: exactly one. */
function only(dirs: readonly string[] | undefined): [string] {
  if (dirs !== undefined && dirs.length > 1)
    throw usageError('memory.several', 'this command changes one memory; several were given', {
      hint: 'Give --memory once.',
    });
  return [dirs?.[0] ?? DEFAULT_MEMORY];
}

const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

export const registerMemory: Register = (program, io, finish) => {
  const memory = program
    .command('memory')
    .description('keep a memory: import, statistics, duplicates, merge, export, edit, delete, undo');
  importCommand(memory, io, finish);
  statsCommand(memory, io);
  dupsCommand(memory, io, finish);
  mergeCommand(memory, io);
  exportCommand(memory, io);
  changeCommands(memory, io);
};

function importCommand(memory: Command, io: CliIo, finish: (code: number) => void): void {
  memory
    .command('import')
    .description('add the units of files: XLIFF, TMX, CSV, TSV')
    .argument('<file...>')
    .addOption(shared.memory())
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori memory import lama.tmx\n  memori memory import pasangan.tsv --memory tm-klien\n\nA file is imported whole or, when something is wrong in it, not at all.',
    )
    .action(async (files: string[], options: MemoryOptions) => {
      await withMemories(only(options.memory), io, { create: true }, async ([target]) => {
        const failed = await eachFile(files, io, async (file) => {
          const units = await readUnits(file);
          const result = await target.add(units);
          if (options.json) jsonLine(io, { file, units: units.length, ...result });
          else
            io.out(
              `${file}: ${plural(units.length, 'unit')}: ${result.added} added, ${result.replaced} replaced, ${result.skipped} already there\n`,
            );
        });
        if (failed > 0) finish(EXIT.input);
      });
    });
}

function statsCommand(memory: Command, io: CliIo): void {
  memory
    .command('stats')
    .description('what is in a memory')
    .addOption(shared.memory())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  memori memory stats --memory tm --json')
    .action(async (options: MemoryOptions) => {
      await withMemories(options.memory, io, { readOnly: true }, async (memories) => {
        for (const each of memories) {
          const stats = each.stats();
          if (options.json) {
            jsonLine(io, { memory: each.dir, ...stats });
            continue;
          }
          const counts = (record: Readonly<Record<string, number>>): string =>
            Object.entries(record)
              .filter(([, count]) => count > 0)
              .map(([name, count]) => `${name} ${count}`)
              .join(', ');
          io.out(
            `${colours(io.outIsTerminal).bold(each.dir)}: ${plural(stats.units, 'unit')}, ${stats.words} words, ${plural(stats.sources, 'different source')}\n`,
          );
          if (stats.units > 0)
            io.out(
              `  origin: ${counts(stats.byOrigin)}\n  state:  ${counts(stats.byState)}\n  from ${stats.oldest} to ${stats.newest}\n`,
            );
          io.out(
            table(
              ['file', 'units'],
              stats.files.map(({ file, units }) => [file, units]),
            ),
          );
        }
      });
    });
}

function dupsCommand(memory: Command, io: CliIo, finish: (code: number) => void): void {
  memory
    .command('dups')
    .description('sources that occur more than once; those with different translations are conflicts')
    .addOption(shared.memory())
    .option('--conflicts', 'conflicts only')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  memori memory dups --conflicts')
    .action(async (options: MemoryOptions & { conflicts?: boolean }) => {
      await withMemories(options.memory, io, { readOnly: true }, async (memories) => {
        for (const group of memories.flatMap((each) => each.duplicates())) {
          const units = group.units.map((unit) => ({
            unit: unit.id,
            target: plainText(unit.target),
            origin: unit.origin,
            document: unit.document,
            changed: unit.changed,
          }));
          const conflict = group.kind === 'conflict';
          if (options.conflicts && !conflict) continue;
          if (conflict) finish(EXIT.findings);
          const source = plainText(group.source);
          if (options.json) jsonLine(io, { source, conflict, units });
          else
            io.out(
              `${source}\n${units.map(({ unit, target, document }) => `  ${unit}  ${target}  (${document ?? '–'})\n`).join('')}`,
            );
        }
      });
    });
}

function mergeCommand(memory: Command, io: CliIo): void {
  memory
    .command('merge')
    .description('add all units of other memories to one')
    .argument('<dir...>', 'memories to take units from; they stay as they are')
    .addOption(shared.memory())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  memori memory merge tm-klien-a tm-klien-b --memory tm')
    .action(async (dirs: string[], options: MemoryOptions) => {
      await withMemories(only(options.memory), io, { create: true }, async ([target]) => {
        await withMemories(dirs, io, { readOnly: true }, async (sources) => {
          for (const source of sources) {
            const units = [...source.units()];
            const result = await target.add(units);
            if (options.json) jsonLine(io, { file: source.dir, units: units.length, ...result });
            else
              io.out(
                `${source.dir}: ${result.added} added, ${result.replaced} replaced, ${result.skipped} already there\n`,
              );
          }
        });
      });
    });
}

function exportCommand(memory: Command, io: CliIo): void {
  memory
    .command('export')
    .description('write a memory into one file: .tmx, .xlf, .tsv, .csv or .json by its ending')
    .argument('<file>')
    .addOption(shared.memory())
    .option('--origin <kind>', 'human, mt, alignment or import')
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  memori memory export semua.tmx\n  memori memory export manusia.tsv --origin human',
    )
    .action(async (file: string, options: MemoryOptions & { origin?: 'human' | 'mt' | 'alignment' | 'import' }) => {
      await withMemories(options.memory, io, { readOnly: true }, async (memories) => {
        const units = memories.flatMap((each) => [...each.units(options.origin ? { origin: options.origin } : {})]);
        await writeFileSafely(file, exportUnits(units, file));
        if (options.json) jsonLine(io, { file, units: units.length });
        else io.out(`${file}: ${plural(units.length, 'unit')}\n`);
      });
    });
}

function changeCommands(memory: Command, io: CliIo): void {
  const done = (options: MemoryOptions, words: string, value: object): void =>
    options.json ? jsonLine(io, value) : io.out(`${words}\n`);
  const change = (name: string, description: string): Command =>
    memory.command(name).description(description).addOption(shared.memory()).addOption(shared.json());

  change('edit', 'change the translation of a unit; the old one is kept in its history')
    .argument('<unit>', 'id, as lookup, concordance and dups show it under --json')
    .argument('<target>', 'the new translation')
    .option('--state <state>', 'translated, reviewed or final', 'translated')
    .addHelpText('after', '\nExample:\n  memori memory edit u-3f2a "The bridge was opened on Wednesday."')
    .action(
      async (unit: string, target: string, options: MemoryOptions & { state: 'translated' | 'reviewed' | 'final' }) => {
        await withMemories(only(options.memory), io, {}, async ([one]: [Memory, ...Memory[]]) => {
          const edited = await one.edit(unit, { target: textContent(target), state: options.state });
          done(options, `${edited.id}: ${plainText(edited.target)}`, {
            unit: edited.id,
            source: plainText(edited.source),
            target: plainText(edited.target),
            state: edited.state,
          });
        });
      },
    );
  change('delete', 'remove units')
    .argument('<unit...>', 'ids')
    .addHelpText('after', '\nExample:\n  memori memory delete u-3f2a u-77c1     (memori memory undo brings them back)')
    .action(async (units: string[], options: MemoryOptions) => {
      await withMemories(only(options.memory), io, {}, async ([one]) => {
        const { removed } = await one.remove(units);
        done(options, `${plural(removed, 'unit')} removed`, { removed });
      });
    });
  change('undo', 'take back the last import, edit or delete')
    .addHelpText('after', '\nExample:\n  memori memory undo')
    .action(async (options: MemoryOptions) => {
      await withMemories(only(options.memory), io, {}, async ([one]) => {
        const { label, units } = await one.undo();
        done(options, label === undefined ? 'nothing to undo' : `undone: ${label} (${plural(units, 'unit')})`, {
          undone: label ?? null,
          units,
        });
      });
    });
}

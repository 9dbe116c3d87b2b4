import { parentPort, workerData } from 'node:worker_threads';
import type { BulkReply, BulkRequest, BulkSetup } from './bulk.js';
import { lookUp } from './lookup.js';
import type { Part } from './parts.js';
import { fileRecords } from './records.js';
import { liveShard } from './collector.js';
import { sharedShard } from './shard-file.js';
import type { TextTools } from './tools.js';

/** A thread that looks up what it is sent, in an index that it shares with the thread that started it. */
const setup = workerData as BulkSetup;
const { textTools } = (await import(setup.module)) as { textTools: () => TextTools };
const setting = { language: setup.language, memory: setup.memory, tools: textTools() };
const parts = setup.parts.map(({ buffer, dead, recordFile }, i): Part => {
  const shard = sharedShard(buffer)!;
  return { name: String(i), live: liveShard(shard, dead), records: fileRecords(recordFile), dead: 0 };
});

parentPort!.on('message', ({ id, queries }: BulkRequest) => {
  const matches = queries.map(({ content, context }) =>
    lookUp(parts, content, { ...setup.options, ...(context && { context }) }, setting),
  );
  const reply: BulkReply = { id, matches };
  parentPort!.postMessage(reply);
});

import { parentPort, workerData } from 'node:worker_threads';
import { indexFiles, type IndexReply, type IndexSetup } from './index-files.js';
import type { TextTools } from './tools.js';

/** A thread that indexes some of a memory's files into a part of their own. */
const { job, hidden, name, module } = workerData as IndexSetup;
const { textTools } = (await import(module)) as { textTools: () => TextTools };
const { part, stamps } = await indexFiles(job, hidden, name, textTools());
part?.records.close();
const reply: IndexReply = { stamps: [...stamps], hasPart: part !== undefined };
parentPort!.postMessage(reply);

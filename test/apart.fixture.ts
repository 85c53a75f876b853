import { parentPort, workerData } from 'node:worker_threads';

// The thread that `apart` begins.
const { module, name } = workerData;
const { [name]: run } = await import(module);
parentPort?.postMessage(await run());

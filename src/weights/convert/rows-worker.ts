import { parentPort } from 'node:worker_threads';
import { convertRows } from './rows.js';
import { asErrorMessage, type RowsRequest, type RowsResponse } from './rows-pool.js';

const port = parentPort!;

port.on('message', ({ id, job }: RowsRequest) => {
  try {
    const { data, scales } = convertRows(job);
    const answer: RowsResponse = { id, data, scales };
    port.postMessage(answer, [data.buffer as ArrayBuffer, ...(scales ? [scales.buffer as ArrayBuffer] : [])]);
  } catch (error) {
    port.postMessage({ id, error: asErrorMessage(error) } satisfies RowsResponse);
  }
});

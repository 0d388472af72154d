#!/usr/bin/env node
import { run } from './run.js';

const interruptedCode = 130;
const stop = new AbortController();

process.on('SIGINT', () => {
  // The first Ctrl-C lets the command end in order; the second does not wait for it.
  if (stop.signal.aborted) process.exit(interruptedCode);
  stop.abort();
});

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `tesserae … | head` closes the pipe early; that is no failure.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), { signal: stop.signal });

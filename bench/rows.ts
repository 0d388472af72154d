import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

/** Appends a measurement to `bench/rows/<name>.jsonl` with commit, machine and versions, and prints it. */
export function writeRow(name: string, values: Record<string, unknown>): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const time = new Date().toISOString().slice(0, 10);
  const row = { time, commit, machine: machineName(), node: process.version, ...values };
  mkdirSync(join('bench', 'rows'), { recursive: true });
  appendFileSync(join('bench', 'rows', `${name}.jsonl`), `${JSON.stringify(row)}\n`);
  process.stdout.write(`${JSON.stringify(values)}\n`);
}

/** How rows name the machine that they were measured on. */
export function machineName(): string {
  return `${cpus()[0].model}, ${availableParallelism()} cores`;
}

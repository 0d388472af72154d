import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommand } from '../../src/cli/cli.testing.js';
import { readSafetensorsHeader, readTensor, type TensorData, writeSafetensors } from '../../src/weights/index.js';
import { goldenPath } from '../golden.js';

/**
 * Runs a command line that must be refused: exit code 1, nothing on stdout, and on stderr one line that says what was expected,
 * what came and what to do. Returns the line.
 */
export async function refusal(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(...argv);
  expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^tesserae: Expected .+; received .+\. \S.+\n$/);
  expect(stderr.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  // No stack, nothing that was printed by accident, and not the words for an error that nobody foresaw.
  expect(stderr).not.toMatch(/ at .*:\d+:\d+|\[object |received undefined|model's thread to answer/);
  return stderr;
}

/** A folder of its own for one test file. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'tesserae-attack-'));
  private count = 0;

  constructor() {
    mkdirSync(this.at('out'));
  }

  at(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Writes a file and returns its path. */
  file(name: string, content: string | Uint8Array): string {
    writeFileSync(this.at(name), content);
    return this.at(name);
  }

  /** A copy of a reference checkpoint that `change` has damaged. */
  model(change: (folder: string) => void, name = 'llava-next-llama'): string {
    const folder = this.at(`model-${++this.count}`);
    cpSync(goldenPath('checkpoints', name), folder, { recursive: true });
    change(folder);
    return folder;
  }

  /** What commands have left behind: nothing, if they were refused. */
  leftovers(): string[] {
    return readdirSync(this.at('out'));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}

type Json = Record<string, unknown>;

/** Damage: another value at a dotted path of a JSON file; `undefined` removes the key. */
export function setJson(file: string, path: string, value: unknown): (folder: string) => void {
  return (folder) => {
    const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
    const keys = path.split('.');
    const last = keys.pop()!;
    const parent = keys.reduce((at, key) => at[key] as Json, json);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
    writeFileSync(join(folder, file), JSON.stringify(json));
  };
}

/** Damage: other content in a file; `undefined` removes it. */
export function setFile(file: string, content: string | Uint8Array | undefined): (folder: string) => void {
  return (folder) => {
    rmSync(join(folder, file));
    if (content !== undefined) writeFileSync(join(folder, file), content);
  };
}

/** Damage: other tensors in a valid file. */
export function setTensors(change: (tensors: Map<string, TensorData>) => void): (folder: string) => void {
  return (folder) => {
    const path = join(folder, 'model.safetensors');
    const entries = [...readSafetensorsHeader(path).tensors];
    const tensors = new Map(
      entries.map(([name, entry]): [string, TensorData] => {
        return [name, { dtype: entry.dtype, shape: entry.shape, data: readTensor(path, entry) }];
      }),
    );
    change(tensors);
    writeSafetensors(path, tensors);
  };
}

type Entry = { dtype: string; shape: number[]; data_offsets: [number, number] };

/** Damage: another header over the same data. */
export function setHeader(change: (header: Record<string, Entry>) => void): (folder: string) => void {
  return (folder) => {
    const path = join(folder, 'model.safetensors');
    const bytes = readFileSync(path);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, Entry>;
    change(header);
    const text = Buffer.from(JSON.stringify(header));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(text.length));
    writeFileSync(path, Buffer.concat([size, text, bytes.subarray(8 + length)]));
  };
}

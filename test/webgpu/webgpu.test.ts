/** The device `webgpu` in Node, on chromium's software driver. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { softwareVulkan } from '../chromium.js';

/** What a mode of program.mjs prints; the process must end by itself, and well. */
async function run<T>(mode: string, environment: object): Promise<T> {
  const program = join(import.meta.dirname, 'program.mjs');
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [program, mode], { env, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as T;
}

/** Largest absolute difference. */
const difference = (a: readonly number[], b: readonly number[]) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), a.length === b.length ? 0 : Number.NaN);

if (!softwareVulkan) console.warn("webgpu.test.ts: left out, since chromium's software Vulkan driver is not installed");

describe.skipIf(!softwareVulkan)('WebGPU', { timeout: 600_000 }, () => {
  interface Answer {
    ids: number[];
    steps: number[][];
    embeddings: number[];
    crossed: string[];
  }

  test('equal: token ids of the processor, logits within 1e-4; keys and values never leave the device', async () => {
    const { cpu, webgpu } = await run<Record<'cpu' | 'webgpu', Answer>>('same', softwareVulkan!);
    expect(webgpu.ids).toEqual(cpu.ids);
    expect(difference(cpu.embeddings, webgpu.embeddings)).toBeLessThan(1e-3);
    for (const [i, logits] of cpu.steps.entries()) expect(difference(logits, webgpu.steps[i])).toBeLessThan(1e-4);

    const kv = (crossed: string[]) => crossed.filter((text) => / (next_)?(key|value)s?\.\d+ /.test(text));
    expect(kv(cpu.crossed).filter((text) => !text.endsWith(' cpu'))).toEqual([]);
    expect(kv(webgpu.crossed).filter((text) => !text.endsWith(' gpu-buffer'))).toEqual([]);
    expect(webgpu.crossed).toEqual(
      expect.arrayContaining([
        'out keys.0 gpu-buffer',
        'in keys.0 gpu-buffer',
        'out key.5 gpu-buffer',
        'out logits cpu',
      ]),
    );
  });

  test('law: values on the device are freed with their program, and a thread ends in the middle of an answer', async () => {
    const { codes, twice } = await run<{ codes: string[]; twice: number[] }>('leave', softwareVulkan!);
    expect(codes).toEqual(['device-value', 'session-run', 'program-feed', 'session-run', 'model-disposed']);
    expect(twice).toEqual([8, 16]);
  });
});

test('without an adapter there is one clear error, and no other device in its place', async () => {
  // A list of drivers that is empty hides those of the machine.
  const nothing = { VK_DRIVER_FILES: join(import.meta.dirname, 'nothing.json'), VK_ICD_FILENAMES: '' };
  const { failure, ...others } = await run<{ failure: Record<'code' | 'message', string> }>('none', nothing);
  expect(failure.code).toBe('no-webgpu');
  expect(failure.message).toMatch(/^Expected a graphics driver .* received .*adapter.* use the device "cpu"\.$/);
  expect(others).toEqual({ again: 'no-webgpu', unknown: 'device-name', length: 2 * 192 });
});

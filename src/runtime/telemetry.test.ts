import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'tesserae-quiet-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Everything that a child process leaves in a home and a temporary folder of its own. */
function leftBy(name: string, code: string, environment: Record<string, string> = {}): string[] {
  const [home, temporary] = ['home', 'tmp'].map((folder) => join(root, name, folder));
  for (const folder of [home, temporary]) mkdirSync(folder, { recursive: true });
  const file = join(root, `${name}.mjs`);
  writeFileSync(file, code);
  execFileSync(process.execPath, [file], {
    // Not CI: ONNX Runtime keeps quiet there by itself.
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary, ...environment },
  });
  return readdirSync(join(root, name), { recursive: true })
    .map(String)
    .filter((path) => !/^(?:home|tmp)$/.test(path));
}

const dist = new URL('../../dist/', import.meta.url);
const nano = fileURLToPath(new URL('../../models/tesserae-nano', import.meta.url));

it.skipIf(process.platform === 'win32')('ONNX Runtime leaves traces unless it is told not to', () => {
  const code = `
    import { createRequire } from 'node:module';
    const ort = createRequire(${JSON.stringify(import.meta.url)})('onnxruntime-node');
    await ort.InferenceSession.create(new Uint8Array(8)).catch(() => {});`;
  expect(leftBy('bare', code)).not.toEqual([]);
  expect(leftBy('told', code, { ORT_DISABLE_TELEMETRY: '1' })).toEqual([]);
});

it('a model that answers in its own thread leaves none', () => {
  const code = `
    const { loadModel } = await import(${JSON.stringify(new URL('generate/index.js', dist).href)});
    const model = await loadModel(${JSON.stringify(nano)});
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'How many bars?' }] }];
    await model.answer({ messages, maxTokens: 2 });
    await model.dispose();`;
  expect(leftBy('model', code)).toEqual([]);
});

it('a program in the main thread leaves none, and a choice of the user stays', () => {
  const code = `
    const { Program, float32 } = await import(${JSON.stringify(new URL('runtime/index.js', dist).href)});
    const { input, exp } = await import(${JSON.stringify(new URL('graph/index.js', dist).href)});
    const program = await Program.compile({ y: exp(input('x', [1])) });
    await program.run({ x: float32([1]) });
    await program.dispose();
    if (process.env.ORT_DISABLE_TELEMETRY !== (process.env.CHOICE ?? '1')) process.exit(1);`;
  expect(leftBy('program', code)).toEqual([]);
  leftBy('choice', code, { ORT_DISABLE_TELEMETRY: 'true', CHOICE: 'true' });
});

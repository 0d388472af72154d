import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it, vi } from 'vitest';
import { type TrainOptions, trainFromFile } from '../../train/index.js';
import { runCommand, runIn } from '../cli.testing.js';

vi.mock('../../train/index.js', () => ({ trainFromFile: vi.fn() }));

const config = fileURLToPath(new URL('../../../package.json', import.meta.url));

beforeEach(() => {
  vi.mocked(trainFromFile).mockReset().mockResolvedValue({ folder: 'runs/nano', step: 40 });
});

it('passes its options on and says where the run is', async () => {
  const { code, stdout } = await runCommand('train', config, '--out', 'o', '--stop-after', '40', '--threads', '2');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'runs/nano  trained up to step 40\n' });
  expect(trainFromFile).toHaveBeenCalledExactlyOnceWith(
    config,
    expect.objectContaining({ out: 'o', stopAfter: 40, threads: 2 }),
  );
});

it('prints JSON on request', async () => {
  const { stdout } = await runCommand('train', config, '--json');
  expect(JSON.parse(stdout)).toEqual({ folder: 'runs/nano', step: 40 });
});

it('reports progress on stderr, and the interruption of a run', async () => {
  const stop = new AbortController();
  vi.mocked(trainFromFile).mockImplementation(async (_, options: TrainOptions = {}) => {
    options.stream?.write('progress\n');
    stop.abort();
    expect(options.signal?.aborted).toBe(true);
    return { folder: 'runs/nano', step: 3 };
  });
  expect(await runIn({ signal: stop.signal }, 'train', config)).toEqual({
    code: 130,
    stdout: '',
    stderr: 'progress\nStopped after step 3; the same command goes on from the last checkpoint.\n\nInterrupted.\n',
  });
});

it('does not start without a configuration', async () => {
  expect((await runCommand('train', 'missing.json')).stderr).toContain('"missing.json", which does not exist');
  expect(trainFromFile).not.toHaveBeenCalled();
});

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCommand, runIn } from './cli.testing.js';
import { commands } from './commands.js';

const names = commands.map(({ name }) => name);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists every command with its summary', async (argv) => {
    const { code, stdout, stderr } = await runCommand(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const text = stdout.replace(/\s+/g, ' ');
    for (const { name, summary } of commands) expect(text).toMatch(new RegExp(`${name} .*${summary.slice(0, 20)}`));
  });

  it.each(names)('of %s is the same in both spellings', async (name) => {
    const { code, stdout } = await runCommand(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: tesserae ${name}`);
    expect((await runCommand('help', name)).stdout).toBe(stdout);
  });

  it.each(commands)('of $name documents every argument and option', async ({ name, load }) => {
    const command = new Command(name);
    (await load()).configure(command, {
      stdout: { write() {} },
      stderr: { write() {} },
      signal: new AbortController().signal,
    });
    const parts = [
      ...command.registeredArguments.map((part) => ({ name: part.name(), text: part.description })),
      ...command.options.map((part) => ({ name: part.flags, text: part.description })),
    ];
    expect(parts.filter(({ text }) => !text)).toEqual([]);
    expect(parts.length).toBeGreaterThan(0);
  });
});

it('prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await runCommand('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

it('loads only the command that is called', async () => {
  const loads = commands.map((entry) => vi.spyOn(entry, 'load'));
  await runCommand('--help');
  for (const load of loads) expect(load).not.toHaveBeenCalled();
  await runCommand(names[0], '--help');
  expect(loads.map((load) => load.mock.calls.length)).toEqual(names.map((_, i) => (i === 0 ? 1 : 0)));
});

describe('errors', () => {
  const failing = (error: unknown, abort?: AbortController) => {
    vi.spyOn(commands[0], 'load').mockResolvedValue({
      configure: (command) =>
        command.action(() => {
          abort?.abort();
          throw error;
        }),
    });
  };

  it('are one line, whatever is thrown', async () => {
    for (const error of [new Error('first\nsecond'), new TypeError('first'), 'first']) {
      failing(error);
      expect(await runCommand(names[0])).toEqual({ code: 1, stdout: '', stderr: 'tesserae: first\n' });
    }
  });

  it('show where they came from on request', async () => {
    vi.stubEnv('TESSERAE_DEBUG', '1');
    failing(new Error('first'));
    expect((await runCommand(names[0])).stderr).toMatch(/^tesserae: first\nError: first\n {4}at .*run\.test\.ts/);
  });

  it('after Ctrl-C are an interruption', async () => {
    const stop = new AbortController();
    failing(new Error('torn'), stop);
    expect(await runIn({ signal: stop.signal }, names[0])).toEqual({
      code: 130,
      stdout: '',
      stderr: '\nInterrupted.\n',
    });
  });
});

it('is listed in the README, command by command', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const listed = [...readme.matchAll(/^tesserae ([a-z]+) /gm)].map((match) => match[1]);
  expect(listed).toEqual(names);
});

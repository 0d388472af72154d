import type { CommandContext } from './context.js';
import { run } from './run.js';

/** Runs a command line in this process and returns what it wrote. */
export async function runCommand(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return runIn({}, ...argv);
}

/** The same with parts of the context replaced. */
export async function runIn(context: Partial<CommandContext>, ...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const code = await run(argv, { stdout: into('stdout'), stderr: into('stderr'), ...context });
  return { code, ...written };
}

import { Command, CommanderError } from 'commander';
import { messageOf, printable, TesseraeError } from '../base/error.js';
import { commands } from './commands.js';
import type { CommandContext } from './context.js';
import { usageLine } from './usage-error.js';
import { version } from './version.js';

/**
 * Runs one command line (the words after `tesserae`) and returns its exit code: 0, 1 for any error, 130 after Ctrl-C.
 * Errors are one line on `stderr`; `TESSERAE_DEBUG=1` adds where they came from. Never throws, never ends the process.
 *
 * @example
 * const code = await run(['image', 'chart.png', '--json'], { stdout, stderr });
 */
export async function run(argv: readonly string[], given: Partial<CommandContext> = {}): Promise<number> {
  const context: CommandContext = {
    stdout: given.stdout ?? process.stdout,
    stderr: given.stderr ?? process.stderr,
    signal: given.signal ?? new AbortController().signal,
  };
  try {
    const words = plainWords(argv);
    const program = await createProgram(words[0], context);
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // help and version end as errors there
    if (context.signal.aborted) {
      context.stderr.write('\nInterrupted.\n');
      return 130;
    }
    context.stderr.write(`tesserae: ${errorLine(error, argv[0])}\n`);
    if (process.env.TESSERAE_DEBUG === '1' && error instanceof Error) context.stderr.write(`${error.stack}\n`);
    return 1;
  }
}

/** `help NAME` as `NAME --help`, nothing as `--help`; of an unknown command only the name, so that help cannot hide it. */
function plainWords(argv: readonly string[]): readonly string[] {
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  if (words.length === 0) return ['--help'];
  const known = words[0].startsWith('-') || commands.some(({ name }) => name === words[0]);
  return known ? words : words.slice(0, 1);
}

async function createProgram(called: string, context: CommandContext): Promise<Command> {
  const program = new Command('tesserae')
    .description('Run and look inside LLaVA-family vision-language models.')
    .version(version, '-v, --version')
    .helpCommand(false) // see plainWords
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: () => {}, // written in one place: run()
    });
  for (const { name, summary, load } of commands) {
    const command = program.command(name).description(summary);
    if (name === called) (await load()).configure(command, context);
  }
  return program;
}

/** The message on one line. */
function errorLine(error: unknown, called = ''): string {
  if (error instanceof TesseraeError) return error.message;
  if (!(error instanceof CommanderError)) return printable(messageOf(error));
  const known = commands.some(({ name }) => name === called);
  return printable(usageLine(error, known ? `tesserae ${called}` : 'tesserae'));
}

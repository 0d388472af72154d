import type { Command } from 'commander';
import type { ProgressStream } from '../base/progress.js';

/** What a command may touch of the process it runs in. */
export interface CommandContext {
  /** Answers and results. */
  stdout: ProgressStream;
  /** Errors, progress, notes. */
  stderr: ProgressStream;
  /** Aborted by Ctrl-C: the command finishes what must not be torn, then throws `signal.reason`. */
  signal: AbortSignal;
}

/** A file in `commands/`: declares arguments, options and the action of one command. */
export interface CommandModule {
  configure(command: Command, context: CommandContext): void;
}

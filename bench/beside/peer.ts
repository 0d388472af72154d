import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Another runtime in a process of its own: a line of JSON asks, a line of JSON answers. */
export class Peer<Greeting> {
  private readonly lines: AsyncIterator<string>;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
  ) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** What the peer said first. */
  greeting!: Greeting;

  /** Starts `command` on a script of `bench/peers`, from the repository's root. */
  static async start<Greeting>(command: string, script: string, args: readonly string[]): Promise<Peer<Greeting>> {
    const child = spawn(command, [join('bench', 'peers', script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    // A peer that cannot be started ends its output, which `read` reports.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    const peer = new Peer<Greeting>(`${command} ${script}`, child);
    peer.greeting = (await peer.read()) as Greeting;
    return peer;
  }

  async ask<Answer>(question: unknown): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    return (await this.read()) as Answer;
  }

  /** Ends the peer, and waits until its memory is free. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill();
    await ended;
  }

  private async read(): Promise<unknown> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.name} ended without an answer; see bench/README.md for what it needs`);
    return JSON.parse(value);
  }
}

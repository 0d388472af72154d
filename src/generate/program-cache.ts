import type { Program } from '../runtime/index.js';

/**
 * Programs compiled on first use, by name. Who asks while one is compiled waits for that one; a compile that failed is
 * forgotten, so that it can be tried again.
 */
export class ProgramCache {
  private readonly programs = new Map<string, Promise<Program>>();

  get(name: string, compile: () => Promise<Program>): Promise<Program> {
    const known = this.programs.get(name);
    if (known) return known;
    const program = compile();
    this.programs.set(name, program);
    program.catch(() => this.programs.delete(name));
    return program;
  }

  /** Frees all programs; those that could not be compiled have nothing to free. */
  async dispose(): Promise<void> {
    const compiled = await Promise.allSettled(this.programs.values());
    this.programs.clear();
    for (const result of compiled) if (result.status === 'fulfilled') await result.value.dispose();
  }
}

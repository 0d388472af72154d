import type { Expression, Procedure, Type } from '../program/syntax.js';
import { type Call, Dialect, type Written } from './dialect.js';

type Scope = Map<string, Type>;

export class Python extends Dialect {
  protected override readonly end = undefined;
  protected override readonly stop = '';
  protected override readonly operators = { '//': '//' } as const;

  constructor() {
    super(4);
  }

  protected override define({ name, parameters }: Procedure, body: string[]): string[] {
    return [`def ${name}(${parameters.map((parameter) => parameter.name).join(', ')}):`, ...body];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const lines = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', '', ...lines]));
    return call ? [...lines, '', '', `print(${call.name}(${this.values(call).join(', ')}))`] : lines;
  }

  protected override declare(name: string, _type: Type, value: string): string {
    return `${name} = ${value}`;
  }

  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    const [a, b] = [this.expression(from, scope).text, this.expression(to, scope).text];
    return `for ${name} in range(${a === '0' ? b : `${a}, ${b}`}):`;
  }

  protected override each(name: string, _type: Type, of: Expression, scope: Scope): string[] {
    return [`for ${name} in ${this.expression(of, scope).text}:`];
  }

  protected override push(name: string, value: string): string {
    return `${name}.append(${value})`;
  }

  protected override size(of: string): string {
    return `len(${of})`;
  }

  protected override testHead(test: string): string {
    return `if ${test}:`;
  }

  protected override loopHead(test: string): string {
    return `while ${test}:`;
  }

  protected override otherwiseHead(test?: string): string {
    return test === undefined ? 'else:' : `elif ${test}:`;
  }

  protected override bool(value: boolean): string {
    return value ? 'True' : 'False';
  }

  protected override not(of: string): Written {
    return { text: `not ${of}`, strength: 2.5 };
  }
}

import type { Expression, Operator, Procedure, Type } from '../program/syntax.js';
import { type Call, Dialect, TIGHT, type Written } from './dialect.js';

type Scope = Map<string, Type>;

export class Ruby extends Dialect {
  protected override readonly end = 'end';
  protected override readonly stop = '';

  constructor() {
    super(2);
  }

  protected override define({ name, parameters }: Procedure, body: string[]): string[] {
    return [`def ${name}(${parameters.map((parameter) => parameter.name).join(', ')})`, ...body, 'end'];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const lines = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
    return call ? [...lines, '', `puts ${call.name}(${this.values(call).join(', ')})`] : lines;
  }

  protected override declare(name: string, _type: Type, value: string): string {
    return `${name} = ${value}`;
  }

  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    return `(${this.expression(from, scope).text}...${this.expression(to, scope).text}).each do |${name}|`;
  }

  protected override each(name: string, type: Type, of: Expression, scope: Scope): string[] {
    return [`${this.expression(of, scope).text}.${type === 'letter' ? 'each_char' : 'each'} do |${name}|`];
  }

  protected override push(name: string, value: string): string {
    return `${name} << ${value}`;
  }

  protected override size(of: string): string {
    return `${of}.length`;
  }

  protected override testHead(test: string): string {
    return `if ${test}`;
  }

  protected override loopHead(test: string): string {
    return `while ${test}`;
  }

  protected override otherwiseHead(test?: string): string {
    return test === undefined ? 'else' : `elsif ${test}`;
  }

  protected override give(value: string, last: boolean): string {
    return last ? value : `return ${value}`;
  }

  protected override binary(operator: Operator, left: Written, right: Written, types: [Type, Type]): Written {
    if (operator !== '/') return super.binary(operator, left, right, types);
    const text = left.strength < TIGHT ? `(${left.text})` : left.text;
    return super.binary(operator, { text: `${text}.to_f`, strength: TIGHT }, right, types);
  }
}

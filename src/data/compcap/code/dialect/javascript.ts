import type { Expression, Operator, Procedure, Type } from '../program/syntax.js';
import { type Call, camelCase, Dialect, TIGHT, type Written } from './dialect.js';

type Scope = Map<string, Type>;

export class JavaScript extends Dialect {
  protected override readonly operators = { and: '&&', or: '||', '==': '===', '!=': '!==' } as const;

  constructor() {
    super(2);
  }

  override name(name: string): string {
    return camelCase(name);
  }

  protected override define({ name, parameters }: Procedure, body: string[]): string[] {
    const names = parameters.map((parameter) => this.name(parameter.name)).join(', ');
    return [`function ${this.name(name)}(${names}) {`, ...body, '}'];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const lines = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
    return call ? [...lines, '', `console.log(${this.name(call.name)}(${this.values(call).join(', ')}));`] : lines;
  }

  protected override declare(name: string, type: Type, value: string): string {
    return `${['list', 'words'].includes(type) ? 'const' : 'let'} ${name} = ${value}`;
  }

  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    const [a, b] = [this.expression(from, scope).text, this.expression(to, scope).text];
    return `for (let ${name} = ${a}; ${name} < ${b}; ${name}++) {`;
  }

  protected override each(name: string, _type: Type, of: Expression, scope: Scope): string[] {
    return [`for (const ${name} of ${this.expression(of, scope).text}) {`];
  }

  protected override push(name: string, value: string): string {
    return `${name}.push(${value})`;
  }

  protected override size(of: string): string {
    return `${of}.length`;
  }

  protected override binary(operator: Operator, left: Written, right: Written, types: [Type, Type]): Written {
    if (operator !== '//') return super.binary(operator, left, right, types);
    return { text: `Math.floor(${super.binary('/', left, right, types).text})`, strength: TIGHT };
  }
}

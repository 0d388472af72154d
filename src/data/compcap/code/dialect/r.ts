import type { Expression, Operator, Procedure, Type } from '../program/syntax.js';
import { type Call, Dialect, plus, TIGHT, type Written } from './dialect.js';

type Scope = Map<string, Type>;

/** R counts elements from 1, so every index grows by one. */
export class R extends Dialect {
  protected override readonly stop = '';
  protected override readonly operators = { and: '&&', or: '||', '//': '%/%', '%': '%%' } as const;

  constructor() {
    super(2);
  }

  protected override define({ name, parameters }: Procedure, body: string[]): string[] {
    return [`${name} <- function(${parameters.map((parameter) => parameter.name).join(', ')}) {`, ...body, '}'];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const lines = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
    return call ? [...lines, '', `print(${call.name}(${this.values(call).join(', ')}))`] : lines;
  }

  protected override declare(name: string, _type: Type, value: string): string {
    return `${name} <- ${value}`;
  }

  protected override assign(name: string, value: string): string {
    return `${name} <- ${value}`;
  }

  /** A product of a sum needs its parentheses, because there is no `*=`. */
  protected override change(name: string, operator: string, value: string): string {
    return `${name} <- ${name} ${operator} ${/ [-+] /.test(value) && operator !== '+' ? `(${value})` : value}`;
  }

  protected override put(name: string, index: Expression, value: string, scope: Scope): string {
    return `${this.at(name, index, scope, 'list')} <- ${value}`;
  }

  protected override give(value: string, last: boolean): string {
    return last ? value : `return(${value})`;
  }

  /** `seq_len` is right for empty ranges too, where `a:b` would count down. */
  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    const count: Expression =
      from.is === 'number' ? plus(to, -from.value) : { is: 'binary', operator: '-', left: to, right: from };
    const start = plus(from, -1);
    const offset = this.expression(start, scope).text;
    const shift = start.is !== 'number' ? ` + ${offset}` : start.value < 0 ? ` - ${-start.value}` : ` + ${offset}`;
    return `for (${name} in seq_len(${this.expression(count, scope).text})${shift === ' + 0' ? '' : shift}) {`;
  }

  protected override each(name: string, type: Type, of: Expression, scope: Scope): string[] {
    const text = this.expression(of, scope).text;
    return [`for (${name} in ${type === 'letter' ? `strsplit(${text}, "")[[1]]` : text}) {`];
  }

  protected override push(name: string, value: string): string {
    return `${name} <- c(${name}, ${value})`;
  }

  protected override size(of: string, type: Type): string {
    return `${type === 'text' ? 'nchar' : 'length'}(${of})`;
  }

  protected override bool(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  protected override list(items: string[]): string {
    return `c(${items.join(', ')})`;
  }

  protected override at(of: string, index: Expression, scope: Scope, type: Type): string {
    const place = this.expression(plus(index, 1), scope).text;
    return type === 'text' ? `substr(${of}, ${place}, ${place})` : `${of}[${place}]`;
  }

  /** Texts are put together by a function. */
  protected override binary(operator: Operator, left: Written, right: Written, types: [Type, Type]): Written {
    if (operator !== '+' || !types.some((type) => type === 'text')) return super.binary(operator, left, right, types);
    return { text: `paste0(${left.text}, ${right.text})`, strength: TIGHT };
  }

  /** `%/%` and `%%` bind more tightly than `*` and `/`. */
  protected override strength(operator: Operator): number {
    return operator === '//' || operator === '%' ? 5.5 : super.strength(operator);
  }
}

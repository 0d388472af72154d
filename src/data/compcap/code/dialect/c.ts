import type { Expression, Operator, Procedure, Type } from '../program/syntax.js';
import { type Call, Dialect, TIGHT, type Written } from './dialect.js';

type Scope = Map<string, Type>;

const TYPES: Partial<Record<Type, string>> = {
  ...{ int: 'int', float: 'double', bool: 'bool', letter: 'char', text: 'const char *' },
};

/** Lists are passed with their lengths; texts end with a zero. Nothing grows: topics that push are not written in C. */
export class C extends Dialect {
  constructor() {
    super(4);
  }

  protected override define({ name, parameters, returns }: Procedure, body: string[]): string[] {
    const list = parameters.flatMap((parameter) => {
      if (parameter.type === 'list') {
        const constant = this.changes(parameter.name) ? '' : 'const ';
        return [`${constant}int ${parameter.name}[]`, `int ${lengthOf(parameter.name)}`];
      }
      if (parameter.type === 'words') return [`const char *${parameter.name}[]`, `int ${lengthOf(parameter.name)}`];
      return [typed(parameter.type, parameter.name)];
    });
    return [`${typed(returns, name)}(${list.join(', ')}) {`, ...body, '}'];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const lines = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
    const all = [...lines, ...(call ? ['', ...this.main(call)] : [])];
    const headers = [
      ...(all.some((line) => /\bbool\b/.test(line)) ? ['#include <stdbool.h>'] : []),
      ...(call ? ['#include <stdio.h>'] : []),
      ...(all.some((line) => /\bstr(len|cmp)\(/.test(line)) ? ['#include <string.h>'] : []),
    ];
    return headers.length > 0 ? [...headers, '', ...all] : all;
  }

  private main({ name, values }: Call): string[] {
    const { parameters, returns } = this.procedures.find((one) => one.name === name)!;
    const lines: string[] = [];
    const passed = parameters.flatMap((parameter, at) => {
      const value = this.value(values[at], parameter.type);
      if (parameter.type !== 'list' && parameter.type !== 'words') return [value];
      lines.push(`    ${parameter.type === 'list' ? 'int ' : 'const char *'}${parameter.name}[] = ${value};`);
      return [parameter.name, String((values[at] as number[]).length)];
    });
    const form = { int: '%d', float: '%g', bool: '%s', letter: '%c', text: '%s', list: '', words: '' }[returns];
    const result = `${name}(${passed.join(', ')})`;
    lines.push(`    printf("${form}\\n", ${returns === 'bool' ? `${result} ? "true" : "false"` : result});`);
    return ['int main(void) {', ...lines, '    return 0;', '}'];
  }

  protected override declare(name: string, type: Type, value: string): string {
    return `${typed(type, name)} = ${value}`;
  }

  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    const [a, b] = [this.expression(from, scope).text, this.expression(to, scope).text];
    return `for (int ${name} = ${a}; ${name} < ${b}; ${name}++) {`;
  }

  protected override each(name: string, type: Type, of: Expression, scope: Scope, depth: number): string[] {
    const text = this.expression(of, scope).text;
    if (type === 'letter') return [`for (const char *p = ${text}; *p != '\\0'; p++) {`, `char ${name} = *p;`];
    const place = 'ijk'[depth - 1];
    return [
      `for (int ${place} = 0; ${place} < ${lengthOf(text)}; ${place}++) {`,
      `${typed(type, name)} = ${text}[${place}];`,
    ];
  }

  protected override push(name: string): string {
    throw new RangeError(`C cannot grow ${name}`);
  }

  protected override size(of: string, type: Type): string {
    return type === 'text' ? `(int)strlen(${of})` : lengthOf(of);
  }

  protected override letter(value: string): string {
    return `'${value}'`;
  }

  protected override list(items: string[]): string {
    return `{${items.join(', ')}}`;
  }

  protected override pass(value: string, type: Type): string {
    return type === 'list' || type === 'words' ? `${value}, ${lengthOf(value)}` : value;
  }

  protected override binary(operator: Operator, left: Written, right: Written, types: [Type, Type]): Written {
    if (operator === '/') {
      const text = left.strength < TIGHT ? `(${left.text})` : left.text;
      return super.binary(operator, { text: `(double)${text}`, strength: TIGHT }, right, types);
    }
    if (types[0] === 'text' && ['==', '!='].includes(operator)) {
      return { text: `strcmp(${left.text}, ${right.text}) ${operator} 0`, strength: this.strength(operator) };
    }
    return super.binary(operator, left, right, types);
  }
}

function lengthOf(name: string): string {
  return `${name}_length`;
}

function typed(type: Type, name: string): string {
  const written = TYPES[type] ?? 'int';
  return written.endsWith('*') ? written + name : `${written} ${name}`;
}

import type { Expression, Operator, Procedure, Type } from '../program/syntax.js';
import { type Call, Dialect, TIGHT, type Written } from './dialect.js';

type Scope = Map<string, Type>;

const TYPES: Record<Type, string> = {
  ...{ int: 'int', float: 'double', bool: 'bool', letter: 'char', text: 'std::string' },
  ...{ list: 'std::vector<int>', words: 'std::vector<std::string>' },
};

export class Cpp extends Dialect {
  constructor() {
    super(4);
  }

  protected override define({ name, parameters, returns }: Procedure, body: string[]): string[] {
    const list = parameters.map((parameter) => {
      const large = ['text', 'list', 'words'].includes(parameter.type) && !this.changes(parameter.name);
      return `${large ? `const ${TYPES[parameter.type]}&` : TYPES[parameter.type]} ${parameter.name}`;
    });
    return [`${TYPES[returns]} ${name}(${list.join(', ')}) {`, ...body, '}'];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const lines = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
    const all = [...lines, ...(call ? ['', ...this.main(call)] : [])];
    const headers = [
      ...(call ? ['#include <iostream>'] : []),
      ...(all.some((line) => line.includes('std::string')) ? ['#include <string>'] : []),
      ...(all.some((line) => line.includes('std::vector')) ? ['#include <vector>'] : []),
    ];
    return headers.length > 0 ? [...headers, '', ...all] : all;
  }

  private main(call: Call): string[] {
    const { returns } = this.procedures.find((one) => one.name === call.name)!;
    const flag = returns === 'bool' ? 'std::boolalpha << ' : '';
    const result = `${call.name}(${this.values(call).join(', ')})`;
    return ['int main() {', `    std::cout << ${flag}${result} << "\\n";`, '}'];
  }

  protected override declare(name: string, type: Type, value: string): string {
    return value === '{}' ? `${TYPES[type]} ${name}` : `${TYPES[type]} ${name} = ${value}`;
  }

  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    const [a, b] = [this.expression(from, scope).text, this.expression(to, scope).text];
    return `for (int ${name} = ${a}; ${name} < ${b}; ++${name}) {`;
  }

  protected override each(name: string, type: Type, of: Expression, scope: Scope): string[] {
    const written = type === 'text' ? 'const std::string&' : TYPES[type];
    return [`for (${written} ${name} : ${this.expression(of, scope).text}) {`];
  }

  protected override push(name: string, value: string): string {
    return `${name}.push_back(${value})`;
  }

  protected override size(of: string): string {
    return `(int)${of}.size()`;
  }

  protected override letter(value: string): string {
    return `'${value}'`;
  }

  protected override list(items: string[]): string {
    return `{${items.join(', ')}}`;
  }

  protected override binary(operator: Operator, left: Written, right: Written, types: [Type, Type]): Written {
    if (operator !== '/') return super.binary(operator, left, right, types);
    const text = left.strength < TIGHT ? `(${left.text})` : left.text;
    return super.binary(operator, { text: `(double)${text}`, strength: TIGHT }, right, types);
  }
}

import {
  type Expression,
  type Operator,
  type Procedure,
  type Statement,
  statementsOf,
  type Type,
} from '../program/syntax.js';
import { type Call, camelCase, Dialect, TIGHT, type Written } from './dialect.js';

type Scope = Map<string, Type>;

/** Static methods; lists are arrays unless some procedure lets one grow or returns one. */
export class Java extends Dialect {
  constructor() {
    super(4);
  }

  override name(name: string): string {
    return camelCase(name);
  }

  private get growing(): boolean {
    return this.procedures.some(({ returns, body }) => {
      const grows = (statement: Statement): boolean => statement.is === 'push';
      return returns === 'list' || returns === 'words' || [...statementsOf(body)].some(grows);
    });
  }

  private type(type: Type): string {
    if (type === 'list') return this.growing ? 'List<Integer>' : 'int[]';
    if (type === 'words') return this.growing ? 'List<String>' : 'String[]';
    return { int: 'int', float: 'double', bool: 'boolean', letter: 'char', text: 'String' }[type];
  }

  protected override define({ name, parameters, returns }: Procedure, body: string[]): string[] {
    const list = parameters.map((parameter) => `${this.type(parameter.type)} ${this.name(parameter.name)}`);
    return [`static ${this.type(returns)} ${this.name(name)}(${list.join(', ')}) {`, ...body, '}'];
  }

  protected override file(procedures: string[][], call?: Call): string[] {
    const methods = procedures.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
    if (!call) return methods;
    const main = [
      'public static void main(String[] args) {',
      `    System.out.println(${this.name(call.name)}(${this.values(call).join(', ')}));`,
      '}',
    ];
    const inside = [...methods, '', ...main].map((line) => (line === '' ? '' : `    ${line}`));
    const file = ['class Example {', ...inside, '}'];
    return this.growing ? ['import java.util.ArrayList;', 'import java.util.List;', '', ...file] : file;
  }

  protected override value(value: Call['values'][number], type: Type): string {
    if (!Array.isArray(value)) return super.value(value, type);
    const items = value.map((item) => super.value(item, type === 'words' ? 'text' : 'int')).join(', ');
    if (!this.growing) return `new ${this.type(type)} {${items}}`;
    return items === '' ? 'new ArrayList<>()' : `new ArrayList<>(List.of(${items}))`;
  }

  protected override declare(name: string, type: Type, value: string): string {
    return `${this.type(type)} ${name} = ${value}`;
  }

  protected override range(name: string, from: Expression, to: Expression, scope: Scope): string {
    const [a, b] = [this.expression(from, scope).text, this.expression(to, scope).text];
    return `for (int ${name} = ${a}; ${name} < ${b}; ${name}++) {`;
  }

  protected override each(name: string, type: Type, of: Expression, scope: Scope): string[] {
    const text = this.expression(of, scope).text;
    return [`for (${this.type(type)} ${name} : ${type === 'letter' ? `${text}.toCharArray()` : text}) {`];
  }

  protected override push(name: string, value: string): string {
    return `${name}.add(${value})`;
  }

  protected override put(name: string, index: Expression, value: string, scope: Scope): string {
    if (!this.growing) return super.put(name, index, value, scope);
    return `${name}.set(${this.expression(index, scope).text}, ${value})`;
  }

  protected override size(of: string, type: Type): string {
    if (type === 'text') return `${of}.length()`;
    return this.growing ? `${of}.size()` : `${of}.length`;
  }

  protected override letter(value: string): string {
    return `'${value}'`;
  }

  protected override list(items: string[]): string {
    return items.length === 0 ? 'new ArrayList<>()' : `new ArrayList<>(List.of(${items.join(', ')}))`;
  }

  protected override at(of: string, index: Expression, scope: Scope, type: Type): string {
    const place = this.expression(index, scope).text;
    if (type === 'text') return `${of}.charAt(${place})`;
    return this.growing ? `${of}.get(${place})` : `${of}[${place}]`;
  }

  /** Texts, and numbers out of a list of objects, are equal by `equals`. */
  protected override binary(operator: Operator, left: Written, right: Written, types: [Type, Type]): Written {
    if (operator === '/') {
      const text = left.strength < TIGHT ? `(${left.text})` : left.text;
      return super.binary(operator, { text: `(double) ${text}`, strength: TIGHT }, right, types);
    }
    const boxed = left.text.endsWith(')') && left.text.includes('.get(') && right.text.includes('.get(');
    if (['==', '!='].includes(operator) && ((types[0] === 'text' && types[1] === 'text') || boxed)) {
      return { text: `${operator === '!=' ? '!' : ''}${left.text}.equals(${right.text})`, strength: TIGHT - 1 };
    }
    return super.binary(operator, left, right, types);
  }
}

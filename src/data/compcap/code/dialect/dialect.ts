import type { Value } from '../program/interpret.js';
import { strengthOf } from '../program/parse.js';
import {
  type Expression,
  type Operator,
  type Procedure,
  type Statement,
  statementsOf,
  type Type,
  typeOf,
} from '../program/syntax.js';

/** A call of the first procedure with constant values, whose result is printed. */
export interface Call {
  name: string;
  values: Value[];
}

/** An expression as written, and how tightly its outermost operator binds. */
export interface Written {
  text: string;
  strength: number;
}

/** Strength of what never needs parentheses. */
export const TIGHT = 10;

type Scope = Map<string, Type>;

/**
 * Writes procedures of the notation in one programming language. The shared parts are here; what differs from language to
 * language is overridden.
 */
export abstract class Dialect {
  protected procedures: readonly Procedure[] = [];
  protected procedure!: Procedure;

  /** Spaces per level. */
  constructor(protected readonly indent: number) {}

  /** The lines of a file with the procedures and, where a call is given, the statement that prints its result. */
  write(procedures: readonly Procedure[], call?: Call): string {
    this.procedures = procedures;
    const bodies = procedures.map((procedure) => {
      this.procedure = procedure;
      const scope: Scope = new Map(procedures.map(({ name, returns }) => [name, returns]));
      for (const { name, type } of procedure.parameters) scope.set(name, type);
      return this.define(procedure, this.body(procedure.body, 1, scope));
    });
    return this.file(bodies, call).join('\n');
  }

  /** The name of a variable or a procedure; the notation is in snake case. */
  name(name: string): string {
    return name;
  }

  protected abstract define(procedure: Procedure, body: string[]): string[];
  protected abstract file(procedures: string[][], call?: Call): string[];
  protected abstract declare(name: string, type: Type, value: string): string;
  protected abstract range(name: string, from: Expression, to: Expression, scope: Scope): string;
  protected abstract each(name: string, type: Type, of: Expression, scope: Scope, depth: number): string[];
  protected abstract push(name: string, value: string): string;
  protected abstract size(of: string, type: Type): string;

  protected body(body: readonly Statement[], depth: number, outer: Scope): string[] {
    const scope = new Map(outer);
    return body.flatMap((statement) => this.statement(statement, depth, scope));
  }

  /** The line that ends a block, none where the indentation ends it. */
  protected readonly end: string | undefined = '}';
  protected readonly stop: string = ';';

  protected testHead(test: string): string {
    return `if (${test}) {`;
  }

  protected loopHead(test: string): string {
    return `while (${test}) {`;
  }

  /** Heads of the following branches of a test. */
  protected otherwiseHead(test?: string): string {
    return test === undefined ? '} else {' : `} else if (${test}) {`;
  }

  protected assign(name: string, value: string): string {
    return `${name} = ${value}`;
  }

  protected change(name: string, operator: string, value: string): string {
    return `${name} ${operator}= ${value}`;
  }

  protected put(name: string, index: Expression, value: string, scope: Scope): string {
    return `${this.at(name, index, scope, 'list')} = ${value}`;
  }

  protected give(value: string, _last: boolean): string {
    return `return ${value}`;
  }

  private statement(statement: Statement, depth: number, scope: Scope): string[] {
    const pad = ' '.repeat(this.indent * depth);
    const text = (expression: Expression): string => this.expression(expression, scope).text;
    const line = (code: string): string[] => [pad + code + this.stop];
    switch (statement.is) {
      case 'declare': {
        const { name, type } = statement;
        scope.set(name, type);
        return line(this.declare(this.name(name), type, this.constant(statement.value, type, scope)));
      }
      case 'assign':
        return line(
          this.assign(this.name(statement.name), this.constant(statement.value, scope.get(statement.name)!, scope)),
        );
      case 'change':
        return line(this.change(this.name(statement.name), statement.operator, text(statement.value)));
      case 'put':
        return line(this.put(this.name(statement.name), statement.index, text(statement.value), scope));
      case 'push':
        return line(this.push(this.name(statement.name), text(statement.value)));
      case 'return': {
        const last = depth === 1 && statement === this.procedure.body.at(-1);
        return line(this.give(this.constant(statement.value, this.procedure.returns, scope), last));
      }
      case 'if':
        return [pad + this.testHead(text(statement.test)), ...this.branches(statement, depth, scope)];
      case 'while':
        return this.block(pad, [this.loopHead(text(statement.test))], this.body(statement.body, depth + 1, scope));
      case 'range': {
        const inner = new Map(scope).set(statement.name, 'int');
        const head = this.range(this.name(statement.name), statement.from, statement.to, scope);
        return this.block(pad, [head], this.body(statement.body, depth + 1, inner));
      }
      case 'each': {
        const inner = new Map(scope).set(statement.name, statement.type);
        const head = this.each(this.name(statement.name), statement.type, statement.of, scope, depth);
        return this.block(pad, head, this.body(statement.body, depth + 1, inner));
      }
    }
  }

  private block(pad: string, head: string[], body: string[]): string[] {
    const [first, ...rest] = head;
    const inner = ' '.repeat(this.indent);
    const lines = [pad + first, ...rest.map((line) => pad + inner + line), ...body];
    return this.end === undefined ? lines : [...lines, pad + this.end];
  }

  private branches(statement: Extract<Statement, { is: 'if' }>, depth: number, scope: Scope): string[] {
    const pad = ' '.repeat(this.indent * depth);
    const lines = this.body(statement.body, depth + 1, scope);
    const { otherwise } = statement;
    if (otherwise?.length === 1 && otherwise[0].is === 'if') {
      const head = this.otherwiseHead(this.expression(otherwise[0].test, scope).text);
      return [...lines, pad + head, ...this.branches(otherwise[0], depth, scope)];
    }
    if (otherwise) lines.push(pad + this.otherwiseHead(), ...this.body(otherwise, depth + 1, scope));
    return this.end === undefined ? lines : [...lines, pad + this.end];
  }

  /** An expression where a type is wanted: one quoted character is a letter or a text. */
  protected constant(expression: Expression, type: Type, scope: Scope): string {
    if (expression.is === 'text' && type === 'letter') return this.letter(expression.value);
    return this.expression(expression, scope).text;
  }

  protected letter(value: string): string {
    return this.text(value);
  }

  protected text(value: string): string {
    return `"${value}"`;
  }

  protected bool(value: boolean): string {
    return String(value);
  }

  protected list(items: string[], _type: Type): string {
    return `[${items.join(', ')}]`;
  }

  protected at(of: string, index: Expression, scope: Scope, _type: Type): string {
    return `${of}[${this.expression(index, scope).text}]`;
  }

  protected readonly operators: Partial<Record<Operator, string>> = { and: '&&', or: '||', '//': '/' };

  protected binary(operator: Operator, left: Written, right: Written, _types: [Type, Type]): Written {
    const strength = this.strength(operator);
    const a = left.strength < strength ? `(${left.text})` : left.text;
    const b = right.strength <= strength ? `(${right.text})` : right.text;
    return { text: `${a} ${this.operators[operator] ?? operator} ${b}`, strength };
  }

  protected strength(operator: Operator): number {
    return strengthOf(operator);
  }

  protected expression(expression: Expression, scope: Scope): Written {
    const tight = (text: string): Written => ({ text, strength: TIGHT });
    switch (expression.is) {
      case 'number':
        return tight(String(expression.value));
      case 'text':
        return tight(this.text(expression.value));
      case 'bool':
        return tight(this.bool(expression.value));
      case 'list': {
        const items = expression.items.map((item) => this.expression(item, scope).text);
        return tight(this.list(items, typeOf(expression, scope)));
      }
      case 'name':
        return tight(this.name(expression.name));
      case 'not': {
        const of = this.expression(expression.of, scope);
        return this.not(of.strength < TIGHT ? `(${of.text})` : of.text);
      }
      case 'at': {
        const type = typeOf(expression.of, scope);
        return tight(this.at(this.expression(expression.of, scope).text, expression.index, scope, type));
      }
      case 'call':
        return tight(this.call(expression.name, expression.values, scope));
      case 'binary':
        return this.pair(expression.operator, expression.left, expression.right, scope);
    }
  }

  protected not(of: string): Written {
    return { text: `!${of}`, strength: TIGHT - 1 };
  }

  private pair(operator: Operator, left: Expression, right: Expression, scope: Scope): Written {
    const types: [Type, Type] = [typeOf(left, scope), typeOf(right, scope)];
    const letter = types.includes('letter') && operator !== '+';
    const written = (side: Expression): Written => {
      if (letter && side.is === 'text') return { text: this.letter(side.value), strength: TIGHT };
      return this.expression(side, scope);
    };
    return this.binary(operator, written(left), written(right), types);
  }

  private call(name: string, values: Expression[], scope: Scope): string {
    if (name === 'size') {
      return this.size(this.expression(values[0], scope).text, typeOf(values[0], scope));
    }
    const { parameters } = this.procedures.find((one) => one.name === name)!;
    const passed = values.map((value, at) =>
      this.pass(this.constant(value, parameters[at].type, scope), parameters[at].type),
    );
    return `${this.name(name)}(${passed.join(', ')})`;
  }

  /** What stands for one value in a call. */
  protected pass(value: string, _type: Type): string {
    return value;
  }

  /** A constant value as written in the call that is printed. */
  protected value(value: Value, type: Type): string {
    if (Array.isArray(value))
      return this.list(
        value.map((item) => this.value(item, type === 'words' ? 'text' : 'int')),
        type,
      );
    if (typeof value === 'string') return type === 'letter' ? this.letter(value) : this.text(value);
    return typeof value === 'boolean' ? this.bool(value) : String(value);
  }

  /** The arguments of the printed call, all of them constants. */
  protected values({ name, values }: Call): string[] {
    const { parameters } = this.procedures.find((one) => one.name === name)!;
    return values.map((value, at) => this.value(value, parameters[at].type));
  }

  /** True when a procedure changes this list in place. */
  protected changes(name: string): boolean {
    return [...statementsOf(this.procedure.body)].some(
      (statement) => (statement.is === 'put' || statement.is === 'push') && statement.name === name,
    );
  }
}

/** `count_words` to `countWords`. */
export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** An index plus one, with constants folded: languages that count from 1. */
export function plus(expression: Expression, count: number): Expression {
  if (count === 0) return expression;
  if (expression.is === 'number') return { is: 'number', value: expression.value + count };
  if (expression.is === 'binary' && expression.right.is === 'number' && ['+', '-'].includes(expression.operator)) {
    const sum = (expression.operator === '+' ? 1 : -1) * expression.right.value + count;
    return sum === 0 ? expression.left : added(expression.left, sum);
  }
  return added(expression, count);
}

function added(left: Expression, count: number): Expression {
  return { is: 'binary', operator: count < 0 ? '-' : '+', left, right: { is: 'number', value: Math.abs(count) } };
}

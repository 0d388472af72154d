import { TesseraeError } from '../../../../base/error.js';
import type { Expression, Operator, Procedure, Statement } from './syntax.js';

export type Value = number | string | boolean | number[] | string[];

/** A snippet that runs longer than this never ends. */
const MOST_STEPS = 100_000;

/**
 * What a procedure returns: the second opinion that makes results in captions true.
 *
 * @throws TesseraeError `notation-run` for an unknown name, a place outside a list, or a loop without end
 */
export function run(procedures: readonly Procedure[], name: string, values: readonly Value[]): Value {
  let steps = 0;
  const call = (name: string, values: readonly Value[]): Value => {
    const procedure = procedures.find((one) => one.name === name);
    if (!procedure) throw stopped(`a call of ${name}`);
    const scope = new Map(procedure.parameters.map((parameter, at) => [parameter.name, copyOf(values[at])] as const));
    const result = execute(procedure.body, scope);
    if (result === undefined) throw stopped(`the end of ${name} without a value`);
    return result;
  };
  const execute = (body: readonly Statement[], scope: Map<string, Value>): Value | undefined => {
    for (const statement of body) {
      if (++steps > MOST_STEPS) throw stopped('more steps than any snippet needs');
      const result = step(statement, scope);
      if (result !== undefined) return result;
    }
  };
  const step = (statement: Statement, scope: Map<string, Value>): Value | undefined => {
    const value = (expression: Expression): Value => evaluate(expression, scope);
    switch (statement.is) {
      case 'declare':
      case 'assign':
        scope.set(statement.name, copyOf(value(statement.value)));
        return;
      case 'change': {
        const { name, operator } = statement;
        scope.set(name, apply(operator, lookUp(scope, name), value(statement.value)));
        return;
      }
      case 'put':
        (lookUp(scope, statement.name) as Value[])[value(statement.index) as number] = value(statement.value);
        return;
      case 'push':
        (lookUp(scope, statement.name) as Value[]).push(value(statement.value));
        return;
      case 'if':
        return execute(value(statement.test) ? statement.body : (statement.otherwise ?? []), scope);
      case 'while':
        while (value(statement.test)) {
          const result = execute(statement.body, scope);
          if (result !== undefined) return result;
        }
        return;
      case 'range': {
        const to = value(statement.to) as number;
        for (let at = value(statement.from) as number; at < to; at++) {
          const result = execute(statement.body, scope.set(statement.name, at));
          if (result !== undefined) return result;
        }
        return;
      }
      case 'each':
        for (const item of value(statement.of) as string[]) {
          const result = execute(statement.body, scope.set(statement.name, item));
          if (result !== undefined) return result;
        }
        return;
      case 'return':
        return value(statement.value);
    }
  };
  const evaluate = (expression: Expression, scope: Map<string, Value>): Value => {
    switch (expression.is) {
      case 'number':
      case 'text':
      case 'bool':
        return expression.value;
      case 'list':
        return expression.items.map((item) => evaluate(item, scope)) as number[];
      case 'name':
        return lookUp(scope, expression.name);
      case 'not':
        return !evaluate(expression.of, scope);
      case 'at': {
        const item = (evaluate(expression.of, scope) as string[])[evaluate(expression.index, scope) as number];
        if (item === undefined) throw stopped('a place outside the list');
        return item;
      }
      case 'call': {
        const values = expression.values.map((item) => evaluate(item, scope));
        return expression.name === 'size' ? (values[0] as string).length : call(expression.name, values);
      }
      case 'binary': {
        const { operator, left, right } = expression;
        if (operator === 'and') return Boolean(evaluate(left, scope)) && Boolean(evaluate(right, scope));
        if (operator === 'or') return Boolean(evaluate(left, scope)) || Boolean(evaluate(right, scope));
        return apply(operator, evaluate(left, scope), evaluate(right, scope));
      }
    }
  };
  return call(name, values);
}

function copyOf(value: Value): Value {
  return Array.isArray(value) ? ([...value] as Value) : value;
}

function lookUp(scope: ReadonlyMap<string, Value>, name: string): Value {
  const value = scope.get(name);
  if (value === undefined) throw stopped(`the unknown name ${name}`);
  return value;
}

function apply(operator: Operator, left: Value, right: Value): Value {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (operator === '+' && typeof left === 'string') return left + right;
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    default:
      return a % b;
  }
}

function stopped(received: string): TesseraeError {
  return new TesseraeError('notation-run', {
    expected: 'a snippet that runs to its end',
    received,
    action: 'Correct the topic it belongs to.',
  });
}

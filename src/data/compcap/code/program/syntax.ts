/** What a value is; a letter is one character of a text, lists hold whole numbers, words are lists of texts. */
export type Type = 'int' | 'float' | 'bool' | 'letter' | 'text' | 'list' | 'words';

export const OPERATORS = ['or', 'and', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '//', '%'] as const;

export type Operator = (typeof OPERATORS)[number];

/** An expression of the small notation that all snippets are written in; `//` divides whole numbers, `/` gives a float. */
export type Expression =
  | { is: 'number'; value: number }
  | { is: 'text'; value: string }
  | { is: 'bool'; value: boolean }
  | { is: 'list'; items: Expression[] }
  | { is: 'name'; name: string }
  | { is: 'not'; of: Expression }
  | { is: 'binary'; operator: Operator; left: Expression; right: Expression }
  /** An element of a list, or a letter of a text; counted from 0. */
  | { is: 'at'; of: Expression; index: Expression }
  | { is: 'call'; name: string; values: Expression[] };

/** A statement; `note` says in English what it does, with names in backticks. */
export type Statement = (
  | { is: 'declare'; name: string; type: Type; value: Expression }
  | { is: 'assign'; name: string; value: Expression }
  | { is: 'change'; name: string; operator: '+' | '-' | '*'; value: Expression }
  | { is: 'put'; name: string; index: Expression; value: Expression }
  | { is: 'push'; name: string; value: Expression }
  | { is: 'if'; test: Expression; body: Statement[]; otherwise?: Statement[] }
  | { is: 'while'; test: Expression; body: Statement[] }
  /** `name` runs from `from` up to, and without, `to`. */
  | { is: 'range'; name: string; from: Expression; to: Expression; body: Statement[] }
  | { is: 'each'; name: string; type: Type; of: Expression; body: Statement[] }
  | { is: 'return'; value: Expression }
) & { note?: string };

export interface Parameter {
  name: string;
  type: Type;
}

export interface Procedure {
  name: string;
  parameters: Parameter[];
  returns: Type;
  body: Statement[];
}

/** The type of an expression; `types` knows the names in scope and the procedures. */
export function typeOf(expression: Expression, types: ReadonlyMap<string, Type>): Type {
  switch (expression.is) {
    case 'number':
      return Number.isInteger(expression.value) ? 'int' : 'float';
    case 'text':
      return 'text';
    case 'bool':
    case 'not':
      return 'bool';
    case 'list':
      return expression.items.some((item) => item.is === 'text') ? 'words' : 'list';
    case 'name':
      return types.get(expression.name) ?? 'int';
    case 'at':
      return elementOf(typeOf(expression.of, types));
    case 'call':
      return expression.name === 'size' ? 'int' : (types.get(expression.name) ?? 'int');
    case 'binary': {
      if (!['+', '-', '*', '/', '//', '%'].includes(expression.operator)) return 'bool';
      if (expression.operator === '/') return 'float';
      const sides = [typeOf(expression.left, types), typeOf(expression.right, types)];
      return sides.includes('text') || sides.includes('letter') ? 'text' : sides.includes('float') ? 'float' : 'int';
    }
  }
}

/** The type of what a list or a text consists of. */
export function elementOf(type: Type): Type {
  return type === 'text' ? 'letter' : type === 'words' ? 'text' : 'int';
}

/** Every statement, those inside others too, in the order of the text. */
export function* statementsOf(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if ('body' in statement) yield* statementsOf(statement.body);
    if (statement.is === 'if' && statement.otherwise) yield* statementsOf(statement.otherwise);
  }
}

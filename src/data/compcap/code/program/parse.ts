import { TesseraeError } from '../../../../base/error.js';
import {
  type Expression,
  elementOf,
  OPERATORS,
  type Operator,
  type Procedure,
  type Statement,
  type Type,
  typeOf,
} from './syntax.js';

/**
 * Reads procedures written in our own small notation: indented by two spaces, `name: type` parameters, the first
 * assignment of a name declares it, `for i in a..b` stops before `b`, what follows `#` is a note on the line.
 *
 * @throws TesseraeError `notation` for a line that cannot be read
 * @example
 * parseProcedures('def twice(value: int) -> int\n  return value * 2  # the value is doubled');
 */
export function parseProcedures(text: string): Procedure[] {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readLine);
  const types = new Map<string, Type>();
  const procedures: Procedure[] = [];
  for (let at = 0; at < lines.length; ) {
    const head = readHead(lines[at]);
    types.set(head.name, head.returns);
    let end = at + 1;
    while (end < lines.length && lines[end].depth > lines[at].depth) end++;
    const scope = new Map([...types, ...head.parameters.map(({ name, type }) => [name, type] as const)]);
    procedures.push({ ...head, body: readBody(lines.slice(at + 1, end), scope) });
    at = end;
  }
  return procedures;
}

interface Line {
  depth: number;
  text: string;
  note?: string;
}

function readLine(line: string): Line {
  const [code, note] = line.split(/\s*#\s*/);
  return { depth: line.length - line.trimStart().length, text: code.trim(), ...(note ? { note } : {}) };
}

function readHead({ text }: Line): Omit<Procedure, 'body'> {
  const match = /^def (\w+)\((.*)\) -> (\w+)$/.exec(text);
  if (!match) throw unreadable(text);
  const parameters = match[2].split(', ').map((part) => {
    const [name, type] = part.split(': ');
    return { name, type: type as Type };
  });
  return { name: match[1], parameters, returns: match[3] as Type };
}

function readBody(lines: Line[], scope: Map<string, Type>): Statement[] {
  const body: Statement[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at + 1;
    while (end < lines.length && lines[end].depth > lines[at].depth) end++;
    const inner = lines.slice(at + 1, end);
    const { text, note } = lines[at];
    const chained = /^elif (.*)$/.exec(text);
    if (text === 'else' || chained) {
      const last = lastTest(body);
      last.otherwise = chained
        ? [{ is: 'if', test: parseExpression(chained[1]), body: readBody(inner, new Map(scope)), ...noted(note) }]
        : withLead(readBody(inner, new Map(scope)), note);
    } else {
      body.push({ ...readStatement(text, inner, scope), ...noted(note) });
    }
    at = end;
  }
  return body;
}

/** What a line `else` says is said by the first statement below it. */
function withLead(body: Statement[], lead: string | undefined): Statement[] {
  if (!lead) return body;
  const [first, ...rest] = body;
  const [, comma, text] = /^~?(,?) ?(.*)$/.exec(first.note ?? '')!;
  return [{ ...first, note: `${lead}${comma} ${text}`.trim() }, ...rest];
}

function noted(note: string | undefined): { note?: string } {
  return note ? { note } : {};
}

/** The innermost open `if` of a chain: an `elif` hangs below the one before it. */
function lastTest(body: Statement[]): Extract<Statement, { is: 'if' }> {
  let last = body.at(-1);
  while (last?.is === 'if' && last.otherwise?.length === 1 && last.otherwise[0].is === 'if') last = last.otherwise[0];
  if (last?.is !== 'if') throw unreadable('else');
  return last;
}

function readStatement(text: string, inner: Line[], scope: Map<string, Type>): Statement {
  let match: RegExpExecArray | null;
  if ((match = /^return (.*)$/.exec(text))) return { is: 'return', value: parseExpression(match[1]) };
  if ((match = /^while (.*)$/.exec(text))) {
    return { is: 'while', test: parseExpression(match[1]), body: readBody(inner, new Map(scope)) };
  }
  if ((match = /^if (.*)$/.exec(text))) {
    return { is: 'if', test: parseExpression(match[1]), body: readBody(inner, new Map(scope)) };
  }
  if ((match = /^for (\w+) in (.*)\.\.(.*)$/.exec(text))) {
    const [, name, from, to] = match;
    const body = readBody(inner, new Map(scope).set(name, 'int'));
    return { is: 'range', name, from: parseExpression(from), to: parseExpression(to), body };
  }
  if ((match = /^for (\w+) in (.*)$/.exec(text))) {
    const of = parseExpression(match[2]);
    const type = elementOf(typeOf(of, scope));
    return { is: 'each', name: match[1], type, of, body: readBody(inner, new Map(scope).set(match[1], type)) };
  }
  if ((match = /^push\((\w+), (.*)\)$/.exec(text))) {
    return { is: 'push', name: match[1], value: parseExpression(match[2]) };
  }
  if ((match = /^(\w+)\[(.*)\] = (.*)$/.exec(text))) {
    return { is: 'put', name: match[1], index: parseExpression(match[2]), value: parseExpression(match[3]) };
  }
  if ((match = /^(\w+) ([-+*])= (.*)$/.exec(text))) {
    return { is: 'change', name: match[1], operator: match[2] as '+', value: parseExpression(match[3]) };
  }
  if ((match = /^(\w+) = (.*)$/.exec(text))) return readAssignment(match[1], parseExpression(match[2]), scope);
  throw unreadable(text);
}

function readAssignment(name: string, value: Expression, scope: Map<string, Type>): Statement {
  if (scope.has(name)) return { is: 'assign', name, value };
  const type = typeOf(value, scope);
  scope.set(name, type);
  return { is: 'declare', name, type, value };
}

/** How tightly operators bind; the notation follows Python. */
const STRENGTH: Record<Operator, number> = {
  ...{ or: 1, and: 2, '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3 },
  ...{ '+': 4, '-': 4, '*': 5, '/': 5, '//': 5, '%': 5 },
};

/** Strength of an operator in the notation, for deciding where parentheses are needed. */
export function strengthOf(operator: Operator): number {
  return STRENGTH[operator];
}

/** Reads one expression of the notation. */
export function parseExpression(text: string): Expression {
  const tokens = text.match(/"[^"]*"|\d+(?:\.\d+)?|\w+|[<>=!]=|\/\/|[-+*/%<>()[\],]/g) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted)) throw unreadable(text);
    return token;
  };
  const listed = (end: string): Expression[] => {
    const items: Expression[] = [];
    while (tokens[at] !== end) {
      items.push(binary(1));
      if (tokens[at] === ',') take();
    }
    take(end);
    return items;
  };
  const primary = (): Expression => {
    const token = take();
    if (token === '(') {
      const inner = binary(1);
      take(')');
      return inner;
    }
    if (token === '[') return { is: 'list', items: listed(']') };
    if (token === 'not') return { is: 'not', of: binary(3) };
    if (token === '-') return { is: 'number', value: -Number(take()) };
    if (/^\d/.test(token)) return { is: 'number', value: Number(token) };
    if (token.startsWith('"')) return { is: 'text', value: token.slice(1, -1) };
    if (token === 'true' || token === 'false') return { is: 'bool', value: token === 'true' };
    if (!/^\w/.test(token)) throw unreadable(text);
    if (tokens[at] !== '(') return { is: 'name', name: token };
    take('(');
    return { is: 'call', name: token, values: listed(')') };
  };
  const postfix = (): Expression => {
    let of = primary();
    while (tokens[at] === '[') {
      take();
      const index = binary(1);
      take(']');
      of = { is: 'at', of, index };
    }
    return of;
  };
  const binary = (least: number): Expression => {
    let left = postfix();
    for (;;) {
      const operator = OPERATORS.find((one) => one === tokens[at]);
      if (!operator || STRENGTH[operator] < least) return left;
      take();
      left = { is: 'binary', operator, left, right: binary(STRENGTH[operator] + 1) };
    }
  };
  const result = binary(1);
  if (at !== tokens.length) throw unreadable(text);
  return result;
}

function unreadable(line: string): TesseraeError {
  return new TesseraeError('notation', {
    expected: 'a line of the notation that snippets are written in',
    received: `"${line}"`,
    action: 'Compare it with the examples in the folder of topics.',
  });
}

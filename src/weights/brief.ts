/**
 * A value from a file, short enough for a message. It looks at one level only: hostile JSON may be nested deeper than the stack.
 */
export function brief(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return list('[', value.map(inner), ']', value.length);
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return list('an object of {', keys.slice(0, 4).map(brief), '}', keys.length);
  }
  return value === undefined ? 'nothing' : String(value);
}

function inner(value: unknown): string {
  return typeof value === 'object' && value !== null ? '…' : brief(value);
}

function list(open: string, items: readonly string[], close: string, count: number): string {
  const shown = items.slice(0, 4);
  return `${open}${shown.join(', ')}${count > shown.length ? ', …' : ''}${close}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

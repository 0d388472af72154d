import { describe, expect, it } from 'vitest';
import { fillSections } from './sections.mjs';

const document = '# A\n\n<!-- table:one -->\nold\n<!-- /table -->\n\ntext\n\n<!-- table:two -->\n<!-- /table -->\n';
const tables = { one: () => '| new |', two: () => '| $& |' };

describe('fillSections', () => {
  it('replaces what stands between the marks, and nothing else', () => {
    expect(fillSections(document, tables)).toBe(
      '# A\n\n<!-- table:one -->\n\n| new |\n\n<!-- /table -->\n\ntext\n\n<!-- table:two -->\n\n| $& |\n\n<!-- /table -->\n',
    );
  });

  it('finds nothing to do the second time', () => {
    const once = fillSections(document, tables);
    expect(fillSections(once, tables)).toBe(once);
  });

  it('refuses unknown names and sections without an end', () => {
    expect(() => fillSections(document, { one: tables.one })).toThrow('"two"');
    expect(() => fillSections(document.replace('<!-- /table -->', ''), tables)).toThrow('not closed');
    expect(() => fillSections('<!-- table:one -->\n', tables)).toThrow('not closed');
  });
});

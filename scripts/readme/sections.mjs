const marked = /(<!-- table:([a-z-]+) -->\n)([\s\S]*?)(<!-- \/table -->)/g;

/**
 * A document with its marked sections made anew.
 *
 * @param {string} document
 * @param {Record<string, () => string>} tables what belongs into the section of a name
 */
export function fillSections(document, tables) {
  const opened = document.match(/<!-- table:/g)?.length ?? 0;
  const closed = [...document.matchAll(marked)].filter(([, , , content]) => !content.includes('<!-- table:')).length;
  if (opened !== closed) throw new Error('A section <!-- table:NAME --> is not closed by <!-- /table -->.');
  return document.replace(marked, (_, open, name, __, close) => {
    if (!Object.hasOwn(tables, name))
      throw new Error(`There is no table "${name}", only ${Object.keys(tables).join(', ')}.`);
    return `${open}\n${tables[name]().trim()}\n\n${close}`;
  });
}

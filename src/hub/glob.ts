/**
 * Whether a path fits a pattern as in the hub's own tools: `*` is any run of characters, slashes included, `?` is one
 * character, and a pattern that ends with a slash is a whole folder. At most length × length steps, whatever the pattern.
 */
export function matchesGlob(path: string, glob: string): boolean {
  const pattern = glob.endsWith('/') ? `${glob}*` : glob;
  let i = 0;
  let j = 0;
  // Where to go on when a later part fails: after the last star, with one more character taken by it.
  let star = -1;
  let taken = 0;
  while (i < path.length) {
    if (pattern[j] === '*') {
      star = j++;
      taken = i;
    } else if (pattern[j] === '?' || pattern[j] === path[i]) {
      i++;
      j++;
    } else if (star >= 0) {
      j = star + 1;
      i = ++taken;
    } else return false;
  }
  while (pattern[j] === '*') j++;
  return j === pattern.length;
}

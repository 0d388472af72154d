/**
 * English plural to singular by the rules that CHAIR was published with, mistakes included: "buses" becomes "bus", but
 * "bus" becomes "bu" and is never found, "glass" becomes "glas", "cookies" stays. Correct grammar would change scores.
 *
 * Reference: clips/pattern, `pattern/text/en/inflect.py`. The first rule that applies decides.
 */

const prepositions = words(`about above across after among around at athwart before behind below beneath beside besides
  between betwixt beyond but by during except for from in into near of off on onto out over since till to under until
  unto upon with`);

/** Kept as they are. */
const unchanging = words(`bison bream breeches britches carp chassis christmas clippers cod contretemps corps debris
  diabetes djinn eland elk flounder gallows georgia graffiti headquarters herpes high-jinks homework innings jackanapes
  mackerel measles mews mumps news pincers pliers proceedings rabies salmon scissors series shears species swine swiss
  trout tuna whiting wildebeest advice bread butter cheese electricity equipment fruit furniture garbage gravel
  happiness information ketchup knowledge love luggage mathematics mayonnaise meat mustard research rice sand software
  understanding water`);

/** Words on -ie; their plurals are kept as they are. */
const endingInIe = words(`alergie auntie beanie birdie bogie bombie collie cookie cutie doggie eyrie freebie goonie
  groupie hankie hippie hoagie hottie indie junkie laddie laramie lingerie meanie newbie nightie oldie pixie quickie
  reverie rookie softie sortie stoolie sweetie techie toughie valkyrie veggie weenie yuppie zombie`);

/** Replaced at the end of a word, also inside a longer one ("four" ends in "our"). */
const irregular = words(`atlantes:atlas atlases:atlas axes:axe beeves:beef brethren:brother children:child
  corpora:corpus corpuses:corpus ephemerides:ephemeris feet:foot ganglia:ganglion geese:goose genera:genus genii:genie
  graffiti:graffito helves:helve kine:cow leaves:leaf loaves:loaf men:man mongooses:mongoose monies:money moves:move
  mythoi:mythos numena:numen occipita:occiput octopodes:octopus opera:opus opuses:opus our:my oxen:ox penes:penis
  penises:penis people:person sexes:sex soliloquies:soliloquy teeth:tooth testes:testis trilbys:trilby turves:turf
  zoa:zoon`).map((pair) => pair.split(':') as [plural: string, singular: string]);

/** Endings and what replaces them; `$1` is what the bracket matched. Words are lower case. */
const endings: [RegExp, string][] = [
  [/(.)ae$/, '$1a'],
  [/(.)itis$/, '$1itis'],
  [/(.)eaux$/, '$1eau'],
  [/quizzes$/, 'quiz'],
  [/matrices$/, 'matrix'],
  [/(ap|vert|ind)ices$/, '$1ex'],
  [/^oxen/, 'ox'],
  [/(alias|status)es$/, '$1'],
  [/([octp|vir])i$/, '$1us'],
  [/(cris|ax|test)es$/, '$1is'],
  [/shoes$/, 'shoe'],
  [/oes$/, 'o'],
  [/buses$/, 'bus'],
  [/([m|l])ice$/, '$1ouse'],
  [/(x|ch|ss|sh)es$/, '$1'],
  [/movies$/, 'movie'],
  [/(.)ombies$/, '$1ombie'],
  [/series$/, 'series'],
  [/([^aeiouy]|qu)ies$/, '$1y'],
  [/([aeo]l)ves$/, '$1f'],
  [/([^d]ea)ves$/, '$1f'],
  [/arves$/, 'arf'],
  [/erves$/, 'erve'],
  [/([nlw]i)ves$/, '$1fe'],
  [/([lr])ves$/, '$1f'],
  [/([aeo])ves$/, '$1ve'],
  [/(si|ti|hi)ves$/, '$1ve'],
  [/([^f])ves$/, '$1fe'],
  [/^analyses$/, 'analysis'],
  [/(analy|ba|diagno|parenthe|progno|synop|the)ses$/, '$1sis'],
  [/(.)opses$/, '$1opsis'],
  [/(.)yses$/, '$1ysis'],
  [/(h|d|r|o|n|b|cl|p)oses$/, '$1ose'],
  [/(fruct|gluc|galact|lact|ket|malt|rib|sacchar|cellul)ose$/, '$1ose'],
  [/(.)oses$/, '$1osis'],
  [/([ti])a$/, '$1um'],
  [/news$/, 'news'],
  [/s$/, ''],
];

/** The singular of one lower-case word, for example `singularForm('knives')` = `'knife'`. */
export function singularForm(word: string): string {
  const [first, second] = word.split('-');
  if (second !== undefined && prepositions.includes(second)) {
    return singularForm(first) + word.slice(first.length);
  }
  if (word.endsWith("'")) return `${singularForm(word.slice(0, -1))}'s`;
  // The reference asks whether a list word ends with the word, not the other way round: "ears" is kept by "shears".
  if (unchanging.some((kept) => kept.endsWith(word))) return word;
  if (endingInIe.some((singular) => word.endsWith(`${singular}s`))) return word;
  const special = irregular.find(([plural]) => word.endsWith(plural));
  if (special) return word.slice(0, -special[0].length) + special[1];
  const rule = endings.find(([ending]) => ending.test(word));
  return rule ? word.replace(rule[0], rule[1]) : word;
}

function words(list: string): string[] {
  return list.split(/\s+/);
}

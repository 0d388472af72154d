/** A column of a table; text columns list values that examples use. */
export interface Column {
  name: string;
  /** How explanations name it, for example `the salary`. */
  says: string;
  holds: 'numbers' | 'texts';
  values: readonly (number | string)[];
}

/** A table of an invented database. */
export interface Schema {
  name: string;
  /** What one row is, and many. */
  one: string;
  many: string;
  /** The column that names a row. */
  label: Column;
  columns: readonly Column[];
}

/** Two tables that belong together: `child.foreign` refers to `parent.id`. */
export interface Link {
  parent: Schema;
  child: Schema;
  foreign: string;
}

const number = (name: string, says: string, ...values: number[]): Column => ({ name, says, holds: 'numbers', values });
const text = (name: string, says: string, ...values: string[]): Column => ({ name, says, holds: 'texts', values });

const customers: Schema = {
  ...{ name: 'customers', one: 'customer', many: 'customers' },
  label: text('name', 'name', 'Ada', 'Ben', 'Clara', 'Hugo', 'Iris', 'Nora'),
  columns: [
    text('city', 'city', 'Harwick', 'Oakdale', 'Eastport', 'Upton'),
    number('age', 'age', 21, 25, 30, 40, 55),
    number('points', 'number of points', 50, 100, 200, 500),
  ],
};

const orders: Schema = {
  ...{ name: 'orders', one: 'order', many: 'orders' },
  label: text('product', 'product', 'Lamp', 'Desk', 'Chair', 'Shelf', 'Rug'),
  columns: [
    text('status', 'status', 'open', 'paid', 'shipped', 'returned'),
    number('amount', 'amount', 20, 50, 80, 120, 250),
    number('quantity', 'quantity', 2, 3, 5, 10),
  ],
};

const departments: Schema = {
  ...{ name: 'departments', one: 'department', many: 'departments' },
  label: text('title', 'title', 'Sales', 'Design', 'Support', 'Research'),
  columns: [
    number('budget', 'budget', 1000, 5000, 8000, 12000),
    number('floor', 'floor', 1, 2, 3, 4),
    text('site', 'site', 'Harwick', 'Oakdale', 'Upton'),
  ],
};

const employees: Schema = {
  ...{ name: 'employees', one: 'employee', many: 'employees' },
  label: text('name', 'name', 'David', 'Elena', 'Felix', 'Grace', 'Karin', 'Leo'),
  columns: [
    text('role', 'role', 'clerk', 'engineer', 'manager', 'driver'),
    number('salary', 'salary', 2400, 3000, 3600, 4500),
    number('hired', 'year of hiring', 2012, 2016, 2019, 2022),
  ],
};

const authors: Schema = {
  ...{ name: 'authors', one: 'author', many: 'authors' },
  label: text('name', 'name', 'Moreau', 'Novak', 'Sato', 'Weber', 'Rossi'),
  columns: [
    text('country', 'country', 'France', 'Japan', 'Italy', 'Norway'),
    number('born', 'year of birth', 1920, 1945, 1960, 1980),
    number('awards', 'number of awards', 1, 2, 3, 5),
  ],
};

const books: Schema = {
  ...{ name: 'books', one: 'book', many: 'books' },
  label: text('title', 'title', 'The Lighthouse', 'Winter Road', 'Blue Garden', 'Seven Doors'),
  columns: [
    text('genre', 'genre', 'drama', 'travel', 'history', 'poetry'),
    number('pages', 'number of pages', 120, 200, 300, 450),
    number('price', 'price', 8, 12, 15, 20),
  ],
};

const teams: Schema = {
  ...{ name: 'teams', one: 'team', many: 'teams' },
  label: text('name', 'name', 'Falcons', 'Rovers', 'Comets', 'Tigers'),
  columns: [
    text('league', 'league', 'north', 'south', 'west'),
    number('wins', 'number of wins', 5, 8, 12, 15),
    number('founded', 'year of founding', 1950, 1975, 1990, 2005),
  ],
};

const players: Schema = {
  ...{ name: 'players', one: 'player', many: 'players' },
  label: text('name', 'name', 'Marco', 'Nina', 'Omar', 'Paula', 'Tara'),
  columns: [
    text('position', 'position', 'keeper', 'defender', 'forward'),
    number('goals', 'number of goals', 3, 5, 10, 20),
    number('height', 'height', 165, 175, 180, 190),
  ],
};

/** The pairs of tables that snippets are about. */
export const LINKS: readonly Link[] = [
  { parent: customers, child: orders, foreign: 'customer_id' },
  { parent: departments, child: employees, foreign: 'department_id' },
  { parent: authors, child: books, foreign: 'author_id' },
  { parent: teams, child: players, foreign: 'team_id' },
];

/** The statement that makes a table, with a key and, for the child of a link, the reference to its parent. */
export function createTable(schema: Schema, link: Link): string[] {
  const typed = ({ name, holds }: Column): string => `  ${name} ${holds === 'numbers' ? 'INTEGER' : 'TEXT'}`;
  const reference = schema === link.child ? [`  ${link.foreign} INTEGER REFERENCES ${link.parent.name}(id)`] : [];
  const lines = [
    '  id INTEGER PRIMARY KEY',
    `${typed(schema.label)} NOT NULL`,
    ...schema.columns.map(typed),
    ...reference,
  ];
  return [`CREATE TABLE ${schema.name} (`, ...lines.map((line, at) => line + (at < lines.length - 1 ? ',' : '')), ');'];
}
